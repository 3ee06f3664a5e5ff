import { limits } from '#kernel/limits'
import { appendToOutbox } from '#platform/outbox'
import type { TrialResult } from '#domain/competitors'
import type { Verdict } from '#match/verdict'
import { matchQueue, type MatchesOptions } from './context.ts'
import type { Performed } from './perform.ts'
import * as store from './store.ts'
import type { EntrantRow, MatchRow } from './tables.ts'
import { factsOf } from './views.ts'

type Match = store.MatchWithEntrants

/**
 * Writes what came of a match, with its log, its event and, for a trial, what that says of the version, in one transaction.
 * Does nothing if the match is another worker's by now.
 */
export async function settleFinished(
  options: MatchesOptions,
  { match, entrants }: Match,
  performed: Performed,
): Promise<void> {
  const { header, played, log } = performed
  const { turns, scores, withdrawn, faults } = played.end
  const verdicts = new Map<number, Verdict>(withdrawn)
  const ended = entrants.map((entrant): EntrantRow => {
    const seat = header.seating.indexOf(entrant.number)
    return { ...entrant, seat, score: scores[seat]!, withdrawn: verdicts.get(seat) ?? null, faults: faults[seat]! }
  })
  const notes = played.faults.map((note) => ({
    ...note,
    detail: plain(note.detail),
    number: header.seating[note.seat]!,
  }))
  await durably(options, async (tx) => {
    // The entrants before the match: once it has ended nothing of it changes.
    await store.updateEntrants(tx, ended)
    const to = {
      ...atEnd(options),
      state: 'finished',
      turns,
      head: played.head,
      faults: notes.slice(0, limits.matchFaultsKeptMax),
    } as const
    if (!(await store.settle(tx, match, to))) throw new NotOurs()
    await store.insertLog(tx, match.id, log)
    if (match.trialOf !== null) await options.competitors.settleTrial(tx, match.trialOf, trialResult(played))
    const result = {
      scores: ended.map(({ score }) => score!),
      withdrawn: ended.map((entrant) => entrant.withdrawn !== null),
      faults: ended.map((entrant) => entrant.faults!),
      turns,
      head: played.head,
    }
    await appendToOutbox(tx, {
      type: 'matches.finished',
      payload: { ...factsOf({ match, entrants: ended }), ...result },
    })
  })
}

/** Ends a match that can't be played here, with the reason. A trial leaves its version untried; it is tried again later. */
export async function settleFailed(options: MatchesOptions, match: Match, reason: string): Promise<void> {
  const failure = plain(reason)
  await durably(options, async (tx) => {
    const to = { ...atEnd(options), state: 'failed', failure } as const
    if (!(await store.settle(tx, match.match, to))) throw new NotOurs()
    await appendToOutbox(tx, { type: 'matches.failed', payload: { ...factsOf(match), reason: failure } })
  })
}

/** Puts a match back into the queue, to be begun anew after a pause, with the same secret. */
export async function putBack(options: MatchesOptions, { match }: Match, afterMs: number): Promise<void> {
  await durably(options, async (tx) => {
    const notBefore = afterMs === 0 ? null : new Date(options.clock.now() + afterMs)
    if (!(await store.settle(tx, match, { state: 'queued', worker: null, heartbeatAt: null, notBefore })))
      throw new NotOurs()
    await options.queue.send(tx, matchQueue, { matchId: match.id }, match.ownerKey, afterMs)
  })
}

/** The match was given to another worker in the meantime; what this one did counts no more. */
class NotOurs extends Error {}

// What was played is not thrown away because the database is away for a moment; what is never written is found by `recover`.
async function durably(
  { storage, log }: MatchesOptions,
  work: Parameters<MatchesOptions['storage']['transaction']>[0],
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const refusal = (await storage.transaction(work)) as { status?: string } | undefined
      if (refusal?.status !== 'refused') return
    } catch (error) {
      if (!(error instanceof NotOurs)) throw error
      return log.warn('matches: a match that was played here is another worker’s by now')
    }
    if (attempt === limits.matchAttemptsMax) return log.error('matches: what came of a match could not be written')
    await new Promise((resolve) => setTimeout(resolve, limits.matchRetryMs))
  }
}

function atEnd({ clock }: MatchesOptions): Pick<MatchRow, 'finishedAt' | 'worker' | 'heartbeatAt'> {
  return { finishedAt: new Date(clock.now()), worker: null, heartbeatAt: null }
}

// Everyone may read why a trial failed: which fault and when, but no words of the agent's own.
function trialResult({ end, faults }: Performed['played']): TrialResult {
  if (end.withdrawn.length === 0) return { status: 'passed' }
  const { verdict, turn, call } = faults.at(-1)!
  return {
    status: 'failed',
    reason: `${verdict} ${call === 'init' ? 'in init before' : 'at'} turn ${turn} of the trial`,
  }
}

// jsonb takes no NUL and no half of a surrogate pair (PostgreSQL).
function plain(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '').slice(0, limits.matchFaultCharsMax)
}
