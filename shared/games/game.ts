import type { Parser } from '#kernel/parse'
import type { Chance } from './chance.ts'

/** Where a player sits in a match: 0, 1, … in the order of play. */
export type Seat = number

/** What a player does, as a game writes it: a word such as `e2e4`, or a whole number such as a column. */
export type Move = string | number

/** What can be written as JSON (RFC 8259) and read back the same. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** What a log can tell of a player besides the score; less is better in each. The tie-break of last resort. */
export type EfficiencyMeasure = 'turns' | 'faults' | 'fuel'

/**
 * The rules of a game. Pure and deterministic: no clock, no chance but the one that is handed in, nothing unordered; a
 * state is plain data that no function changes. The same rules run in the server, the browser and the command line.
 */
export type Game<State = unknown, Options = unknown> = {
  /** As it stands in addresses and logs: `connect-four`. */
  id: string
  /** Another one whenever the same moves could come to another end: logs name it. */
  version: number
  name: string
  /** One sentence for somebody who has never played it. */
  summary: string
  seats: { min: number; max: number }
  /** Whether several seats may be to move at once, without seeing each other's moves. */
  isSimultaneous: boolean
  /** Checks what can be set, and fills in what was not. */
  options: Parser<Options>
  /** More turns than any match has. */
  turnsMax(options: Options): number
  /** How the score is counted, in a sentence. Higher is better. */
  scoring: string
  /** Which measures separate equal scores, the most telling first. */
  efficiency: readonly EfficiencyMeasure[]

  start(setup: { seats: number; options: Options; chance: Chance }): State
  /** Who is to move, in seat order; nobody once the match is over. */
  toMove(state: State): readonly Seat[]
  /** What a seat that is to move may do, each once and always in the same order; never empty. */
  legal(state: State, seat: Seat): readonly Move[]
  /** The state after the moves of those who were to move, by seat; each is one of `legal`. */
  step(state: State, moves: readonly (Move | undefined)[], chance: Chance): State
  /** The state after a seat gave up or was taken out: it scores as the worst that could have happened to it. */
  withdraw(state: State, seat: Seat, chance: Chance): State
  /** A number for each seat; final once nobody is to move. */
  scores(state: State): readonly number[]
  /** What a seat may know, as it is sent; null is a spectator, who sees what is open to all. */
  view(state: State, seat: Seat | null): Json
  /** The whole state, hidden parts too, as text: equal exactly if the states are. It is hashed after every turn. */
  encode(state: State): string
  /** Goes on from a state that is over with equal scores, if the game has a way to: sudden death. */
  extend?(state: State, chance: Chance): State
}

/** A game whose types are not of interest, as the engine and the lists have it. */
export type AnyGame = Game<never, never>

/** Takes the types of a game away, so that it can stand in a list with others. */
export function anyGame<State, Options>(game: Game<State, Options>): AnyGame {
  return game as unknown as AnyGame
}
