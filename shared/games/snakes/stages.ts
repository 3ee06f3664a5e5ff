import type { Chance } from '#games/chance'
import type { Move, Seat } from '#games/game'
import { collisionOf } from './collisions.ts'
import {
  foodChancePercent,
  foodMin,
  healthMax,
  isOnBoard,
  samePoint,
  type Cause,
  type Point,
  type Snake,
  type SnakesState,
} from './state.ts'

/** The words for a step, and where it leads, in the order in which they are offered. */
export const directions = { up: [0, 1], down: [0, -1], left: [-1, 0], right: [1, 0] } as const
export type Direction = keyof typeof directions

type Moves = readonly (Move | undefined)[]
type Stage = (state: SnakesState, moves: Moves, chance: Chance) => SnakesState

/** A turn, stage after stage (docs.battlesnake.com, Game Rules, 3: Moves are resolved by the game engine). */
export const stages: readonly Stage[] = [
  move,
  reduceHealth,
  feed,
  spawnFood,
  eliminateStarvedAndFallen,
  eliminateCollided,
  countTurn,
]

function move(state: SnakesState, moves: Moves): SnakesState {
  return changeAlive(state, (snake, seat) => ({
    ...snake,
    body: [headAfter(snake, moves[seat]), ...withoutTail(snake)],
  }))
}

function reduceHealth(state: SnakesState): SnakesState {
  return changeAlive(state, (snake) => ({ ...snake, health: snake.health - 1 }))
}

// Two snakes that reach the same food both eat it; whether they survive meeting there is settled later.
function feed(state: SnakesState): SnakesState {
  const fed = changeAlive(state, (snake) =>
    state.food.some((food) => samePoint(food, snake.body[0]!)) ? grown(snake) : snake,
  )
  const heads = state.snakes.filter(({ out }) => out === null).map(({ body }) => body[0]!)
  return { ...fed, food: state.food.filter((food) => !heads.some((head) => samePoint(food, head))) }
}

function spawnFood(state: SnakesState, _moves: Moves, chance: Chance): SnakesState {
  const missing = foodMin - state.food.length
  const count = missing > 0 ? missing : chance.below(100) < foodChancePercent ? 1 : 0
  const food = count === 0 ? [] : chance.shuffled(emptyPoints(state)).slice(0, count)
  return { ...state, food: [...state.food, ...food] }
}

function eliminateStarvedAndFallen(state: SnakesState): SnakesState {
  return eliminate(state, ({ health, body }) => {
    if (health <= 0) return 'out-of-health'
    return isOnBoard(state, body[0]!) ? null : 'wall-collision'
  })
}

function eliminateCollided(state: SnakesState): SnakesState {
  const alive = state.snakes.filter(({ out }) => out === null)
  return eliminate(state, (snake) => collisionOf(snake, alive))
}

function countTurn(state: SnakesState): SnakesState {
  return { ...state, turn: state.turn + 1 }
}

// The turn that a snake is out on is the one that the board without it is the first to have.
function eliminate(state: SnakesState, causeOf: (snake: Snake) => Cause | null): SnakesState {
  return changeAlive(state, (snake) => {
    const cause = causeOf(snake)
    return cause === null ? snake : { ...snake, out: { turn: state.turn + 1, cause } }
  })
}

function changeAlive(state: SnakesState, change: (snake: Snake, seat: Seat) => Snake): SnakesState {
  return { ...state, snakes: state.snakes.map((snake, seat) => (snake.out === null ? change(snake, seat) : snake)) }
}

function headAfter({ body }: Snake, move: Move | undefined): Point {
  const [right, up] = directions[move as Direction]
  return { x: body[0]!.x + right, y: body[0]!.y + up }
}

function withoutTail({ body }: Snake): readonly Point[] {
  return body.slice(0, -1)
}

function grown({ body, out }: Snake): Snake {
  return { body: [...body, body.at(-1)!], health: healthMax, out }
}

function emptyPoints({ width, height, food, snakes }: SnakesState): Point[] {
  const taken = new Set([...food, ...snakes.filter(({ out }) => out === null).flatMap(({ body }) => body)].map(nameOf))
  const points = Array.from({ length: width * height }, (_, at) => ({ x: at % width, y: Math.floor(at / width) }))
  return points.filter((point) => !taken.has(nameOf(point)))
}

function nameOf({ x, y }: Point): string {
  return `${x},${y}`
}
