import type { Chance } from '#games/chance'
import { healthMax, lengthAtStart, type Point, type SnakesOptions, type SnakesState } from './state.ts'

/**
 * The board before the first move: all snakes coiled up next to the corners, or all next to the middles of the sides, so
 * that no seat is better off; a piece of food diagonally beside each, at the edge, and one in the centre.
 */
export function startOf(seats: number, { width, height, turnsMax }: SnakesOptions, chance: Chance): SnakesState {
  const starts = chance.shuffled(startPoints(width, height, chance.below(2) === 0)).slice(0, seats)
  const centre = { x: (width - 1) / 2, y: (height - 1) / 2 }
  const food = [...starts.map((point) => foodBeside(point, width, height, chance)), centre]
  const snakes = starts.map((point) => ({
    body: Array.from({ length: lengthAtStart }, () => point),
    health: healthMax,
    out: null,
  }))
  return { width, height, turnsMax, turn: 0, food, snakes }
}

function startPoints(width: number, height: number, inCorners: boolean): Point[] {
  const [left, middle, right] = [1, (width - 1) / 2, width - 2]
  const [bottom, centre, top] = [1, (height - 1) / 2, height - 2]
  const points = inCorners
    ? [
        [left, bottom],
        [left, top],
        [right, bottom],
        [right, top],
      ]
    : [
        [left, centre],
        [right, centre],
        [middle, bottom],
        [middle, top],
      ]
  return points.map(([x, y]) => ({ x: x!, y: y! }))
}

function foodBeside({ x, y }: Point, width: number, height: number, chance: Chance): Point {
  const beside = [-1, 1].flatMap((right) => [-1, 1].map((up) => ({ x: x + right, y: y + up })))
  const atEdge = beside.filter((point) => isAtEnd(point.x, width) !== isAtEnd(point.y, height))
  return atEdge[chance.below(atEdge.length)]!
}

function isAtEnd(at: number, length: number): boolean {
  return at === 0 || at === length - 1
}
