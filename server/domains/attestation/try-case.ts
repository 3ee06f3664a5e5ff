import type { Runtime } from '#domain/sandbox'
import type { Millis } from '#kernel/time'
import { InfrastructureFault } from '#match/contract'
import { bounds } from './bounds.ts'
import type { Case } from './case.ts'
import { judge, storable, wrong, type Call, type CaseResult, type Finding } from './judge.ts'
import type { Neighbours } from './neighbours.ts'
import { play } from './play.ts'
import type { StallWatch } from './stalls.ts'

/** What came of a case, and whether a busy machine or a mishap may be why it is not held. */
export type Tried = { result: CaseResult; isChance: boolean }

export type Surroundings = {
  runtime: Runtime
  stalls: StallWatch
  neighbours: Neighbours
  patience: number
  /** Whether nothing follows that would show that a new agent still plays. */
  isLast: boolean
}

/** Plays a case and looks at everything around it. It never throws. */
export async function tryCase(one: Case, surroundings: Surroundings): Promise<Tried> {
  const begun = performance.now()
  const calls: Call[] = []
  try {
    const finding = await findingOf(one, calls, surroundings)
    const outcome = finding === undefined ? 'held' : 'broke'
    return { result: toResult(one, calls, begun, outcome, finding), isChance: finding?.isOfTime ?? false }
  } catch (error) {
    const { message } = error as Error
    const isTheirs = error instanceof InfrastructureFault
    const finding = wrong(isTheirs ? message : `threw ${message}`)
    return { result: toResult(one, calls, begun, isTheirs ? 'incomplete' : 'broke', finding), isChance: isTheirs }
  }
}

/** What is said of a case that was left out. */
export function notTried(one: Case): Tried {
  const finding = wrong('not tried, since the infrastructure failed too often')
  return { result: toResult(one, [], performance.now(), 'incomplete', finding), isChance: false }
}

async function findingOf(one: Case, calls: Call[], surroundings: Surroundings): Promise<Finding | undefined> {
  const { runtime, stalls, neighbours, patience, isLast } = surroundings
  const before = await neighbours.seat(one.language)
  if (before !== undefined) return before
  const begun = performance.now()
  await play(runtime, one, patience, calls)
  return judge(one, calls) ?? findingAround(stalls.maxSince(begun)) ?? (await neighbours.check(one.language, isLast))
}

function findingAround(stalledMs: Millis): Finding | undefined {
  if (stalledMs > bounds.stalledMsMax)
    return { detail: `kept its host from everything else for ${Math.round(stalledMs)} ms`, isOfTime: true }
  return wrong('polluted' in {} ? 'changed what every object of its host inherits' : undefined)
}

function toResult(
  { name, language }: Case,
  calls: readonly Call[],
  begun: Millis,
  outcome: CaseResult['outcome'],
  finding: Finding | undefined,
): CaseResult {
  const result = calls.at(-1)?.result ?? null
  const verdict = result?.status === 'fault' ? result.verdict : (result?.status ?? null)
  const said = result?.status === 'fault' ? result.detail : (result?.text ?? '')
  const ms = Math.round(performance.now() - begun)
  return { name, language, outcome, verdict, detail: storable(finding?.detail ?? said), ms }
}
