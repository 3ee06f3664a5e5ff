import { chanceFrom, lazyChance, type Chance } from '#games/chance'
import type { Seat } from '#games/game'
import type { HashText } from './hash.ts'

/**
 * All chance of a match, from one secret of 64 hexadecimal digits. Its SHA-256, the commitment, is published before the
 * match and the secret after it: nobody could know the chance beforehand, and nobody could choose it afterwards.
 */
export type Seed = {
  /** Of the first position. */
  start(): Chance
  /** Of one turn; made only if it is asked for. */
  turn(turn: number): Chance
  /** Of a round of sudden death. */
  extension(round: number): Chance
  /** Which legal move replaces a seat's own at a turn. */
  substitute(turn: number, seat: Seat): Chance
  /** What the agent at a seat may take its own chance from; nothing else follows from it. */
  ofAgent(seat: Seat): number
  /** Which entrant sits where: the item at a seat is the number of its entrant. */
  seating(entrants: number): number[]
  /** What the chain of hashes begins with, so that nobody can guess hidden parts of a state from a hash. */
  readonly hex: string
}

/** The commitment to a secret. */
export function commitmentTo(secret: string, hash: HashText): string {
  return hash(`village-secret ${secret}`)
}

/** The chance of the match with this id. */
export function seedOf(matchId: string, secret: string, hash: HashText): Seed {
  const hex = hash(`village-seed ${matchId} ${secret}`)
  const from = (...what: (string | number)[]) => lazyChance(() => hash(`${hex} ${what.join(' ')}`))
  return {
    hex,
    start: () => from('start'),
    turn: (turn) => from('turn', turn),
    extension: (round) => from('extension', round),
    substitute: (turn, seat) => from('substitute', turn, seat),
    ofAgent: (seat) => Number.parseInt(hash(`${hex} agent ${seat}`).slice(0, 8), 16),
    seating: (entrants) => chanceFrom(hash(`${hex} seating`)).shuffled(Array.from({ length: entrants }, (_, at) => at)),
  }
}
