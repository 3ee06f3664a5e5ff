import type { Seat } from './game.ts'

/** How a match of two stands that one of them can win; `nobody` if both withdrew. */
export type Outcome = 'playing' | 'draw' | 'nobody' | Seat

/** A point for the winner, half a point each for a draw. */
export function pointsOf(outcome: Outcome): readonly number[] {
  if (typeof outcome === 'string') return outcome === 'draw' ? [0.5, 0.5] : [0, 0]
  return outcome === 0 ? [1, 0] : [0, 1]
}

/** Who withdraws loses; if the other one had withdrawn before, nobody wins, whichever of the two was first. */
export function outcomeWithout(outcome: Outcome, seat: Seat): Outcome {
  return outcome === seat || outcome === 'nobody' ? 'nobody' : 1 - seat
}
