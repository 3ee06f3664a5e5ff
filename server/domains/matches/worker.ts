import { randomUUID } from 'node:crypto'
import type { MatchId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Refusal } from '#kernel/refusal'
import { InfrastructureFault } from '#match/contract'
import type { Transaction } from '#platform/database'
import { appendToOutbox } from '#platform/outbox'
import { castOf, type Cast } from './cast.ts'
import { matchQueue, type MatchesOptions } from './context.ts'
import { perform, type Performed } from './perform.ts'
import { putBack, settleFailed, settleFinished } from './settle.ts'
import * as store from './store.ts'
import { factsOf } from './views.ts'

/** Plays what waits, a bounded number of matches at once, until it is stopped. */
export type MatchWorker = { stop(): Promise<void> }

/**
 * Starts to play matches in this process. A match that was taken is this worker's while it shows signs of life; what it
 * writes of a match that was given to another meanwhile counts for nothing.
 */
export async function startMatchWorker(options: MatchesOptions, atOnceMax: number): Promise<MatchWorker> {
  const { storage, queue, log } = options
  const worker = randomUUID()
  const stopping = new AbortController()
  const playing = new Set<Promise<void>>()
  const bounds = { atOnceMax, ofGroupMax: limits.matchesAtOncePerOwnerMax }
  const working = await queue.work<{ matchId: MatchId }>(matchQueue, bounds, async ({ matchId }) => {
    const played = playOne(matchId).catch((error: Error) =>
      log.error({ err: error, matchId }, 'matches: a match broke off'),
    )
    playing.add(played)
    await played.finally(() => playing.delete(played))
  })
  return { stop }

  async function stop(): Promise<void> {
    await working.leave() // first, so that what is put back wakes somebody else
    stopping.abort(new Error('this process ends'))
    await Promise.all(playing)
  }

  async function playOne(matchId: MatchId): Promise<void> {
    if (stopping.signal.aborted) return // it still waits; whoever comes next takes it
    const result = await storage.transaction((tx) => claim(tx, matchId))
    if (result.status !== 'claimed') return // what could not be asked for is found by `recover`
    const heart = keepAlive(result.match.match)
    try {
      await playClaimed(result.match, heart.signal)
    } finally {
      heart.stop()
    }
  }

  // The queue keeps to the bound of a group only about; whoever comes too early comes again.
  async function claim(tx: Transaction, matchId: MatchId): Promise<store.ClaimResult> {
    const result = await store.claim(tx, matchId, worker)
    if (result.status === 'owner_busy')
      await queue.send(tx, matchQueue, { matchId }, result.ownerKey, limits.matchRetryMs)
    return result
  }

  async function playClaimed(claimed: store.MatchWithEntrants, lost: AbortSignal): Promise<void> {
    const result = await castOf(options, claimed)
    if (result.status === 'refused')
      return isForNow(result) ? again(claimed, result.detail) : settleFailed(options, claimed, result.detail)
    const match = { match: claimed.match, entrants: result.cast.entrants }
    await storage.transaction(async (tx) => {
      const payload = { ...factsOf(match), attempt: match.match.attempt }
      await appendToOutbox(tx, { type: 'matches.started', payload })
    })
    const performed = await attempt(match, result.cast, AbortSignal.any([stopping.signal, lost]))
    if (performed !== undefined) await settleFinished(options, match, performed)
  }

  /** Plays once; undefined if that came to nothing, which is then settled. */
  async function attempt(
    match: store.MatchWithEntrants,
    cast: Cast,
    signal: AbortSignal,
  ): Promise<Performed | undefined> {
    try {
      return await perform(match.match, cast, options.key, signal)
    } catch (error) {
      if (stopping.signal.aborted) await putBack(options, match, 0)
      else if (error instanceof InfrastructureFault) await again(match, error.message)
      else if (!signal.aborted) {
        await settleFailed(options, match, 'the match broke off; it has been logged')
        throw error
      }
    }
  }

  async function again(match: store.MatchWithEntrants, reason: string): Promise<void> {
    const { id, attempt } = match.match
    log.warn({ err: reason, matchId: id, attempt }, 'matches: what runs the agents failed; it is played again')
    if (attempt >= limits.matchAttemptsMax)
      return settleFailed(options, match, `what runs the agents failed ${attempt} times, at last: ${reason}`)
    await putBack(options, match, limits.matchRetryMs * 2 ** (attempt - 1))
  }

  /** Shows signs of life; the signal comes once the match is another's. */
  function keepAlive(claim: store.Claim): { signal: AbortSignal; stop(): void } {
    const lost = new AbortController()
    const timer = setInterval(() => {
      store.beat(storage.database.manager, claim).then(
        (isOurs) => {
          if (!isOurs) lost.abort(new Error('the match was given to another worker'))
        },
        () => {}, // the database is away; if for too long, another may take the match
      )
    }, limits.matchHeartbeatMs)
    return { signal: lost.signal, stop: () => clearInterval(timer) }
  }
}

// Containers come a while after the start, and another process may have what this one lacks.
function isForNow({ code }: Refusal): boolean {
  return code === 'no_runtime' || code === 'not_attested'
}
