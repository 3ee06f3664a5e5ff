import type { Config } from '#config'
import { pruneAccounts } from '#domain/accounts'
import { pruneHistory } from '#domain/history'
import { createSealer, expireHolds } from '#domain/ledger'
import { loadSigningKey } from '#platform/signing-key'
import type { Matches } from '#domain/matches'
import { pruneFeed } from '#feed'
import type { Job } from '#jobs'
import type { Clock } from '#platform/clock'
import { isStorageAway, type Database } from '#platform/database'

const pruneMs = 3_600_000
const sealMs = 500
const expireHoldsMs = 1_000
const recoverMatchesMs = 5_000

/** What a worker does again and again. Each is safe to do in several processes at once. */
export function timedWork(config: Config, database: Database, clock: Clock, matches: Matches): Job[] {
  const key = loadSigningKey({ secret: config.ledgerSigningKey, dataDir: config.dataDir })
  const sealer = createSealer({ database, key })
  const oldest = () => clock.now() - config.historyKeptMs
  return [
    { name: 'prune the feed', everyMs: pruneMs, run: () => pruneFeed(database) },
    { name: 'prune accounts', everyMs: pruneMs, run: async () => void (await pruneAccounts(database)) },
    { name: 'prune history', everyMs: pruneMs, run: () => pruneHistory(database, oldest()) },
    { name: 'seal the ledger', everyMs: sealMs, run: () => unlessAway(sealer.seal()) },
    { name: 'end overdue holds', everyMs: expireHoldsMs, run: () => unlessAway(expireHolds(database)) },
    { name: 'recover matches', everyMs: recoverMatchesMs, run: () => unlessAway(matches.recover()) },
  ]
}

// That the database is away, /readyz says; a job that runs twice a second need not.
async function unlessAway(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!isStorageAway(error)) throw error
  }
}
