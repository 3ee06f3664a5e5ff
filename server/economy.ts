import type { Config } from '#config'
import type { Accounts } from '#domain/accounts'
import type { AgentQueries } from '#domain/agents'
import { createEconomy, type Economy } from '#domain/economy'
import type { LedgerQueries } from '#domain/ledger'
import { createPayments, type Payments } from '#domain/payments'
import { limits } from '#kernel/limits'
import type { Clock } from '#platform/clock'
import type { Storage } from '#platform/database'
import { createRateLimit } from '#platform/rate-limit'
import type { RedisClient } from '#platform/redis'

type Parts = {
  storage: Storage
  clock: Clock
  agents: AgentQueries
  accounts: Pick<Accounts, 'membersById'>
  ledger: LedgerQueries
  redis: RedisClient | undefined
}

/** The economy and the payments of a process, as its settings say. */
export function buildEconomy({ economy: settings }: Pick<Config, 'economy'>, parts: Parts): BuiltEconomy {
  const { membersById } = parts.accounts
  const pace = createRateLimit('rewards', limits.rewardsPerMinuteMax, parts.redis)
  return {
    economy: createEconomy({ ...parts, membersById, settings, pace }),
    payments: createPayments({ ...parts, membersById, rate: settings.rate }),
  }
}

export type BuiltEconomy = { economy: Economy; payments: Payments }
