import type { Config } from '#config'
import { createAccounts } from '#domain/accounts'
import { createAgentQueries, createAgentRegistry, createAuthenticator } from '#domain/agents'
import { createAuditReader } from '#domain/audit'
import { createBoard } from '#domain/board'
import { createCompetitors } from '#domain/competitors'
import { createHistoryQueries } from '#domain/history'
import { createLedgerQueries } from '#domain/ledger'
import type { Clock } from '#platform/clock'
import type { Storage } from '#platform/database'
import type { Log } from '#platform/log'
import type { RedisClient } from '#platform/redis'
import { accountSettings } from './accounts.ts'
import { buildEconomy } from './economy.ts'

export type DomainParts = {
  storage: Storage
  databaseUrl: string
  clock: Clock
  redis: RedisClient | undefined
  log: Log
}

/** The domains of one process, each built once; those that live in a room (village, history's recorder) are built there. */
export function buildDomains(config: Config, parts: DomainParts) {
  const { storage, clock, redis } = parts
  const accounts = createAccounts({ ...parts, settings: accountSettings(config) })
  const agents = createAgentQueries(storage)
  const ledger = createLedgerQueries(storage)
  return {
    accounts,
    agents,
    registry: createAgentRegistry({ storage, clock }),
    authenticator: createAuthenticator({ storage, clock }),
    audit: createAuditReader(storage),
    ledger,
    history: createHistoryQueries(storage),
    board: createBoard({ storage, clock, agents, accounts, redis }),
    competitors: createCompetitors({ storage, clock, hookHosts: config.hookHosts }),
    ...buildEconomy(config, { storage, clock, agents, accounts, ledger, redis }),
  }
}
