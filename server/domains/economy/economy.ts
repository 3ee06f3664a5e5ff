import type { FeedEvent } from '#events/index'
import type { AgentId } from '#kernel/ids'
import type { Accounts } from '#domain/accounts'
import type { AgentQueries } from '#domain/agents'
import type { LedgerQueries } from '#domain/ledger'
import type { Clock } from '#platform/clock'
import type { Storage } from '#platform/database'
import type { RateLimit } from '#platform/rate-limit'
import { createGrants, type GrantSettings } from './grants.ts'
import { createJudging, type Judging } from './judge.ts'
import { createLedgerBook, type LedgerBook } from './ledger-book.ts'
import { createEconomyQueries, type EconomyQueries } from './queries.ts'

export type EconomySettings = GrantSettings

export type EconomyOptions = {
  storage: Storage
  clock: Clock
  ledger: LedgerQueries
  agents: AgentQueries
  membersById: Accounts['membersById']
  settings: EconomySettings
  /** Counts the rewards and penalties of each member. */
  pace: RateLimit
}

/** Rewards, penalties, allowances, and what everyone has. `onEvent` has to be fed with the feed. */
export type Economy = Judging &
  EconomyQueries & {
    book: LedgerBook
    /** Gives agents what they start with as soon as they are made. */
    onEvent(event: FeedEvent): Promise<void>
  }

export function createEconomy(options: EconomyOptions): Economy {
  const { storage, settings } = options
  const grants = createGrants(options)
  return {
    ...createJudging({ ...options, grants }),
    ...createEconomyQueries({ ...options, grants, daily: settings.daily }),
    book: createLedgerBook(storage),
    // Should this fail, it is given when someone first looks.
    onEvent: async (event) => {
      if (event.type === 'agents.created') await grants.toAgent(event.payload.agentId)
    },
  }
}

/** The agents that have something to hear about their money after an event. */
export function paidBy(event: FeedEvent): AgentId[] {
  switch (event.type) {
    case 'economy.rewarded':
    case 'economy.penalized':
    case 'payments.deposited':
      return [event.payload.agentId]
    default:
      return []
  }
}
