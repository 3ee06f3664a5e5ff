import type { Chance } from '#games/chance'
import type { Game, Json, Move, Seat } from '#games/game'
import { scoresOf } from './scores.ts'
import { directions, stages } from './stages.ts'
import { startOf } from './start.ts'
import {
  isOver,
  seatsAlive,
  snakesOptions,
  type Point,
  type Snake,
  type SnakesOptions,
  type SnakesState,
} from './state.ts'

const words = Object.keys(directions)

/** Snakes on one board, all moving at once, by the standard rules of Battlesnake (docs.battlesnake.com). */
export const snakes: Game<SnakesState, SnakesOptions> = {
  id: 'snakes',
  version: 1,
  name: 'Snakes',
  summary: 'Up to four snakes move at once; eat to grow, hit no wall and no body, and be the last one left.',
  seats: { min: 2, max: 4 },
  isSimultaneous: true,
  options: snakesOptions,
  turnsMax: ({ turnsMax }) => turnsMax,
  scoring:
    'a point for each snake that was outlived, half a point for each that was out on the same turn; when the turns run ' +
    'out the longer of the snakes left counts as outliving, then the healthier. Whoever withdraws has 0 and is behind all',
  efficiency: ['faults', 'fuel'],
  start: ({ seats, options, chance }) => startOf(seats, options, chance),
  toMove: (state) => (isOver(state) ? [] : seatsAlive(state)),
  legal: () => words,
  step,
  withdraw: (state, seat) => ({
    ...state,
    snakes: state.snakes.map((snake, at) => (at === seat ? withdrawn(snake, state.turn) : snake)),
  }),
  scores: scoresOf,
  view,
  encode,
}

function step(state: SnakesState, moves: readonly (Move | undefined)[], chance: Chance): SnakesState {
  return stages.reduce((current, stage) => stage(current, moves, chance), state)
}

function withdrawn(snake: Snake, turn: number): Snake {
  return { ...snake, out: { turn: snake.out?.turn ?? turn, cause: 'withdrawn' } }
}

/** The board as Battlesnake describes it, with seats for names. */
function view({ width, height, turn, turnsMax, food, snakes }: SnakesState, you: Seat | null): Json {
  return { you, turn, turnsMax, board: { width, height, food, hazards: [], snakes: snakes.flatMap(snakeView) } }
}

function snakeView({ body, health, out }: Snake, seat: Seat): Json[] {
  return out === null ? [{ seat, health, length: body.length, head: body[0]!, body }] : []
}

function encode({ width, height, turnsMax, turn, food, snakes }: SnakesState): string {
  return [width, height, turnsMax, turn, pointsText(food), ...snakes.map(snakeText)].join(' ')
}

function snakeText({ body, health, out }: Snake): string {
  return `${health}${out === null ? '' : `!${out.cause}@${out.turn}`}:${pointsText(body)}`
}

function pointsText(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${x},${y}`).join(';')
}
