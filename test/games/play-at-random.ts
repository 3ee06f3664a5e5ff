import { chanceFrom, type Chance } from '#games/chance'
import type { AnyGame, Game, Move, Seat } from '#games/game'
import type { Random } from '#test/support/random'

/** A game with types that a test of all games can work with. */
export type OpenGame = Game

/** A game with options and a number of seats: what a match is played with. */
export type Variant = { name: string; game: OpenGame; options: unknown; seats: number }

/** A game as it is played with options that leave out what has a default. */
export function variantOf(anyGame: AnyGame, given: object = {}, seats = anyGame.seats.min): Variant {
  const game = anyGame as unknown as OpenGame
  const parsed = game.options.safeParse(given)
  if (!parsed.success) throw new Error(`${game.id} does not take ${JSON.stringify(given)}`)
  const said = Object.keys(given).length === 0 ? '' : ` ${JSON.stringify(given)}`
  return { name: `${game.id}${said}, ${seats} seats`, game, options: parsed.data, seats }
}

/** Chance that follows from the test's. */
export function chanceBy(random: Random): Chance {
  return chanceFrom(hexBy(random))
}

/** 64 hexadecimal digits by chance. */
export function hexBy(random: Random): string {
  return Array.from({ length: 64 }, () => random.between(0, 15).toString(16)).join('')
}

/** One turn of a match: the state, and the moves by seat that lead on, none in the end. */
export type Turn = { state: unknown; moves: (Move | undefined)[]; hex: string }

/** Plays a match by chance. The last turn has the state in which nobody is to move. */
export function playOut(variant: Variant, random: Random, state = started(variant, hexBy(random))): Turn[] {
  const turns: Turn[] = []
  for (let current = state; ;) {
    const turn = { state: current, moves: movesBy(random, variant.game, current), hex: hexBy(random) }
    turns.push(turn)
    if (turn.moves.length === 0) return turns
    if (turns.length > variant.game.turnsMax(variant.options)) throw new Error(`${variant.name} does not end`)
    current = variant.game.step(current, turn.moves, chanceFrom(turn.hex))
  }
}

/** The first state of a match. */
export function started({ game, options, seats }: Variant, hex: string): unknown {
  return game.start({ seats, options, chance: chanceFrom(hex) })
}

/** A legal move for each seat that is to move. */
export function movesBy(random: Random, game: OpenGame, state: unknown): (Move | undefined)[] {
  const moves: (Move | undefined)[] = []
  for (const seat of game.toMove(state)) moves[seat] = random.pick(game.legal(state, seat))
  return moves
}

/** Plays moves one after the other, each by the only seat that is to move. */
export function playMoves<State, Options>(game: Game<State, Options>, state: State, moves: readonly Move[]): State {
  return moves.reduce((current, move) => {
    const seat = game.toMove(current)[0]
    if (seat === undefined) throw new Error(`it is over before ${move}`)
    return game.step(current, movesOf(seat, move), noChance)
  }, state)
}

/** Chance for turns that have none. */
export const noChance: Chance = { below: refuseChance, shuffled: refuseChance }

function refuseChance(): never {
  throw new Error('this turn needs no chance')
}

function movesOf(seat: Seat, move: Move): (Move | undefined)[] {
  const moves: (Move | undefined)[] = []
  moves[seat] = move
  return moves
}
