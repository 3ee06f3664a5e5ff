import type { Language, Runtime, RuntimeId } from '#domain/sandbox'
import type { Millis } from '#kernel/time'
import type { Clock } from '#platform/clock'
import { bounds } from './bounds.ts'
import type { Case } from './case.ts'
import type { CaseResult } from './judge.ts'
import { createNeighbours } from './neighbours.ts'
import { casesFor, digestOf, suite } from './suite.ts'
import { watchStalls, type StallWatch } from './stalls.ts'
import { notTried, tryCase, type Tried } from './try-case.ts'

/** What a runtime withstood, and what not. It holds if everything that is tried on it was tried, and held. */
export type Attestation = {
  runtime: RuntimeId
  version: string
  languages: readonly Language[]
  isMetered: boolean
  /** Digest of the suite. */
  suite: string
  at: Millis
  durationMs: Millis
  stalledMsMax: Millis
  outcome: CaseResult['outcome']
  holds: boolean
  cases: CaseResult[]
}

export type AttestOptions = {
  clock: Clock
  /** What is tried; the whole suite, unless said otherwise. */
  cases?: readonly Case[]
  /** Ends it between two cases; then it throws what the signal says. */
  signal?: AbortSignal
}

/** Tries the hostile suite on a runtime. */
export async function attest(runtime: Runtime, options: AttestOptions): Promise<Attestation> {
  const { clock, cases = suite, signal } = options
  const [at, begun, stalls] = [clock.now(), performance.now(), watchStalls()]
  try {
    const results = await tryAll({ runtime, stalls, signal }, casesFor(runtime, cases))
    signal?.throwIfAborted()
    const outcome = outcomeOf(results)
    return {
      runtime: runtime.id,
      version: runtime.version,
      languages: runtime.languages,
      isMetered: runtime.isMetered,
      suite: digestOf(cases),
      at,
      durationMs: Math.round(performance.now() - begun),
      stalledMsMax: Math.round(stalls.maxSince(begun)),
      outcome,
      holds: outcome === 'held',
      cases: results,
    }
  } finally {
    stalls.stop()
  }
}

/** What results come to: one that broke counts more than one that could not be tried; and nothing tried is nothing held. */
function outcomeOf(results: readonly CaseResult[]): CaseResult['outcome'] {
  const outcomes = results.map(({ outcome }) => outcome)
  if (outcomes.includes('broke')) return 'broke'
  return outcomes.length === 0 || outcomes.includes('incomplete') ? 'incomplete' : 'held'
}

type Trial = { runtime: Runtime; stalls: StallWatch; signal: AbortSignal | undefined }

/** Tries all, a few at a time; then once more, one at a time and with patience, what only chance may have spoilt. */
async function tryAll(trial: Trial, cases: readonly Case[]): Promise<CaseResult[]> {
  const first = await tryInLanes(trial, cases, bounds.casesAtOnceMax, 1)
  if (isSpoilt(first)) return first.map(({ result }) => result)
  const doubtful = cases.filter((_, at) => first[at]!.isChance)
  const second = await tryInLanes(trial, doubtful, 1, bounds.patience)
  return cases.map((one, at) => (second[doubtful.indexOf(one)] ?? first[at]!).result)
}

async function tryInLanes(
  { runtime, stalls, signal }: Trial,
  cases: readonly Case[],
  lanes: number,
  patience: number,
): Promise<Tried[]> {
  const tried: Tried[] = []
  const waiting = [...cases.entries()]
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  return tried

  async function lane(): Promise<void> {
    const neighbours = createNeighbours(runtime)
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        signal?.throwIfAborted()
        const [at, one] = next
        const surroundings = { runtime, stalls, neighbours, patience, isLast: waiting.length === 0 }
        tried[at] = isSpoilt(tried) ? notTried(one) : await tryCase(one, surroundings)
      }
    } finally {
      await neighbours.release()
    }
  }
}

function isSpoilt(tried: readonly (Tried | undefined)[]): boolean {
  return tried.filter((one) => one?.result.outcome === 'incomplete').length >= bounds.spoiltMax
}
