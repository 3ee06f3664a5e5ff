import { limits } from '#kernel/limits'
import { matchQueue, type MatchesOptions } from './context.ts'
import * as store from './store.ts'

const batchMax = 100
/** A wake-up that is this late was probably lost, or was taken by a process that died with it. */
const overdueSeconds = 15
const trialAgainSeconds = 60

/**
 * Finds matches whose worker died and lets them be played again, up to a bound; wakes up for those that wait for too long;
 * and tries versions again whose trial could not be played. Safe to do in several processes at once.
 */
export async function recoverMatches(options: MatchesOptions): Promise<void> {
  await options.storage.transaction(async (tx) => {
    for (const { id } of await store.lifeless(tx, batchMax)) {
      const { match } = (await store.matchById(tx, id))!
      const isLast = match.attempt >= limits.matchAttemptsMax
      const ended = {
        state: 'failed',
        failure: `its process died ${match.attempt} times`,
        finishedAt: new Date(options.clock.now()),
      } as const
      await store.updateMatch(tx, id, { worker: null, heartbeatAt: null, ...(isLast ? ended : { state: 'queued' }) })
      options.log.warn({ matchId: id, attempt: match.attempt }, 'matches: the process that played a match is gone')
      if (!isLast) await options.queue.send(tx, matchQueue, { matchId: id }, match.ownerKey)
    }
    for (const { id, versionId } of await store.failedTrials(tx, trialAgainSeconds, batchMax))
      if ((await options.competitors.find(versionId))?.state === 'untried')
        await store.updateMatch(tx, id, {
          state: 'queued',
          attempt: 0,
          failure: null,
          finishedAt: null,
          createdAt: new Date(options.clock.now()),
        })
    for (const { id, ownerKey } of await store.overdue(tx, overdueSeconds, batchMax))
      await options.queue.send(tx, matchQueue, { matchId: id }, ownerKey)
  })
}
