import type { Json, Move, Seat } from '#games/game'
import type { Millis } from '#kernel/time'
import type { Verdict } from './verdict.ts'

/** What a competitor may use. Each is a limit by name; the weight class of a match is its budget. */
export type Budget = {
  /** Wall-clock time of `init`, of one `act`, and of all of a match's `act`s; where work is metered, only a safety net. */
  initMsMax: Millis
  turnMsMax: Millis
  matchMsMax: Millis
  /** Metered work (see the runtime's page for what a unit is) of `init`, of one `act`, and of all `act`s. */
  initFuelMax: number
  turnFuelMax: number
  matchFuelMax: number
  memoryBytesMax: number
  /** An answer as JSON text, in bytes. */
  replyBytesMax: number
}

/** What a competitor is told once, before the first turn. */
export type GameConfig = {
  game: string
  gameVersion: number
  seat: Seat
  seats: number
  options: Json
  budget: Budget
  /** From 0 to 4,294,967,295: for chance of one's own that is another in every match, and the same when it is played again. */
  seed: number
}

/** What a competitor is told at each of its turns. `timeRemaining` is in milliseconds, of the match's budget. */
export type GameState = { turn: number; board: Json; validActions: readonly Move[]; timeRemaining: Millis }

/** What a competitor is told in the end. `outcome` compares its score with the best of the others. */
export type MatchResult = {
  seat: Seat
  scores: readonly number[]
  outcome: 'win' | 'loss' | 'tie'
  /** Which seats lost by a fault or gave up, and which verdict ended it. */
  withdrawn: readonly { seat: Seat; verdict: Verdict }[]
}

/** How much work a call took: metered fuel, where there is a meter, and wall-clock time. */
export type Usage = { fuel: number | null; ms: Millis }

/** What came of asking a competitor: a value from outside that nobody has looked at yet, or its fault. */
export type Reply =
  | ({ status: 'returned'; value: unknown } & Usage)
  | ({ status: 'fault'; verdict: Verdict; detail: string } & Usage)

/** What one call may use. */
export type CallBudget = { msMax: Millis; fuelMax: number }

/**
 * A side of a match, whatever it runs in. A call never throws because of the agent; it throws an InfrastructureFault when
 * what runs the agent failed. `isReady` tells whether `init` still holds: after a fault that cost the instance it does not,
 * and the engine calls `init` again before the next turn.
 */
export type Competitor = {
  /** Whether its work is counted as fuel; if so the clock limits nothing but what the meter does not see. */
  isMetered: boolean
  init(config: GameConfig, budget: CallBudget): Promise<Reply> | Reply
  act(state: GameState, budget: CallBudget): Promise<Reply> | Reply
  onResult(result: MatchResult, budget: CallBudget): Promise<Reply> | Reply
  isReady(): boolean
  /** Lets go of everything, also in the middle of a call. It never throws. */
  release(): Promise<void>
}

/** What runs the agents failed, through no fault of theirs: the match is played again and never rated. */
export class InfrastructureFault extends Error {
  override readonly name = 'InfrastructureFault'
}
