import { isOver, type Snake, type SnakesState } from './state.ts'

/** A point for each snake that was outlived and half a point for each that did as well; nothing for who withdrew. */
export function scoresOf(state: SnakesState): readonly number[] {
  const standings = state.snakes.map((snake) => standingOf(snake, state))
  return standings.map((mine, seat) => {
    if (state.snakes[seat]!.out?.cause === 'withdrawn') return 0
    return standings.reduce((sum, other, at) => (at === seat ? sum : sum + pointsFor(compare(mine, other))), 0)
  })
}

/** What is compared first comes first: how long it lived, and of those that live, the length and then the health. */
function standingOf({ out, body, health }: Snake, state: SnakesState): readonly number[] {
  if (out !== null) return [out.cause === 'withdrawn' ? -1 : out.turn, 0, 0]
  return [state.turn + 1, isOver(state) ? body.length : 0, isOver(state) ? health : 0]
}

function compare(mine: readonly number[], other: readonly number[]): number {
  const at = mine.findIndex((value, at) => value !== other[at])
  return at === -1 ? 0 : Math.sign(mine[at]! - other[at]!)
}

function pointsFor(order: number): number {
  return (order + 1) / 2
}
