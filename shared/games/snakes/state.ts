import { z } from 'zod'
import type { Seat } from '#games/game'

/** A square: (0, 0) is at the bottom left, as in Battlesnake. */
export type Point = { x: number; y: number }

/** Why a snake is out, in the words of Battlesnake; `withdrawn` is ours. */
export type Cause =
  | 'out-of-health'
  | 'wall-collision'
  | 'snake-self-collision'
  | 'snake-collision'
  | 'head-collision'
  | 'withdrawn'

/** A snake, head first; segments may lie on one another. Once it is out its body is where it ended, and off the board. */
export type Snake = { body: readonly Point[]; health: number; out: { turn: number; cause: Cause } | null }

const side = z.literal([7, 11, 19])
export const snakesOptions = z.strictObject({
  width: side.default(11),
  height: side.default(11),
  turnsMax: z.int().min(10).max(2_000).default(500),
})
export type SnakesOptions = z.infer<typeof snakesOptions>

/** Snakes by seat. Turn 0 is before any move. */
export type SnakesState = {
  width: number
  height: number
  turnsMax: number
  turn: number
  food: readonly Point[]
  snakes: readonly Snake[]
}

export const healthMax = 100
export const lengthAtStart = 3
/** How much food there is at least, and the chance in a hundred that another one comes in a turn. */
export const foodMin = 1
export const foodChancePercent = 15

/** The seats whose snakes are on the board. */
export function seatsAlive({ snakes }: SnakesState): Seat[] {
  return [...snakes.keys()].filter((seat) => snakes[seat]!.out === null)
}

/** Whether nobody moves any more: one snake or none is left, or the turns ran out. */
export function isOver(state: SnakesState): boolean {
  return state.turn >= state.turnsMax || seatsAlive(state).length <= 1
}

/** Whether two points are one. */
export function samePoint(a: Point, b: Point): boolean {
  return a.x === b.x && a.y === b.y
}

/** Whether a point lies on the board. */
export function isOnBoard({ width, height }: SnakesState, { x, y }: Point): boolean {
  return x >= 0 && x < width && y >= 0 && y < height
}
