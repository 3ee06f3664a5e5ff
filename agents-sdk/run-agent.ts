import type { ActionInput } from '#messages/village'
import type { Accepted, Perception } from '#messages/views'
import { connect, type ConnectOptions, type Village } from './connect.ts'
import { VillageError } from './errors.ts'
import type { Destination, Walked } from './walking.ts'

/** One thing to do: a walk, or an act. */
export type Decision = { type: 'walk'; to: Destination } | ActionInput

/** What became of a decision. */
export type Outcome = { decision: Decision; result: Accepted | Walked | VillageError }

/** A mind. `decide` says what to do next, in order; `reflect` learns what came of it, to remember or to change. */
export type Brain = {
  decide(perception: Perception, village: Village): Promise<Decision[]> | Decision[]
  reflect?(outcomes: Outcome[], perception: Perception): Promise<void> | void
}

/** How an agent runs: `everyMs` is the pause after each round, and `signal` ends it. */
export type RunOptions = ConnectOptions & { brain: Brain; everyMs?: number; signal?: AbortSignal }

const waitNoticeMs = 500

/**
 * Lives in the village round by round: perceive → decide → act → reflect, until the signal or until the village ends
 * it. While `decide` takes longer than half a second the agent is shown as thinking. A lost connection only pauses it.
 */
export async function runAgent(options: RunOptions): Promise<void> {
  const village = await connect(options)
  let ended = false
  village.on('ended', () => (ended = true))
  const isOver = () => ended || options.signal?.aborted === true
  try {
    while (!isOver()) {
      await round(village, options.brain).catch(keepOnUnlessEnded)
      if (!isOver()) await pause(options.everyMs ?? 3_000, options.signal)
    }
  } finally {
    await village.close()
  }
}

async function round(village: Village, brain: Brain): Promise<void> {
  const perception = await village.perceive()
  const decisions = await decide(village, brain, perception)
  const outcomes: Outcome[] = []
  for (const decision of decisions) outcomes.push({ decision, result: await carryOut(village, decision) })
  await brain.reflect?.(outcomes, perception)
}

async function decide(village: Village, brain: Brain, perception: Perception): Promise<Decision[]> {
  const notice = setTimeout(() => void village.wait('making up my mind').catch(() => {}), waitNoticeMs)
  try {
    return await brain.decide(perception, village)
  } finally {
    clearTimeout(notice)
  }
}

async function carryOut(village: Village, decision: Decision): Promise<Accepted | Walked | VillageError> {
  try {
    return decision.type === 'walk' ? await village.walkTo(decision.to) : await village.act(decision)
  } catch (error) {
    if (error instanceof VillageError) return error
    throw error
  }
}

// A refusal or a gap in the connection ends a round, not a life; a fault of the brain is its author's to see.
function keepOnUnlessEnded(error: unknown): void {
  if (!(error instanceof VillageError)) throw error
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done, { once: true })
    function done(): void {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
  })
}
