import { z } from 'zod'
import type { Json, Seat } from '#games/game'
import { snakes } from './rules.ts'
import { directions, type Direction } from './stages.ts'
import { foodChancePercent, foodMin, type Snake, type SnakesState } from './state.ts'

/** What the Battlesnake API tells of a snake besides its place on the board. */
export type BattlesnakeProfile = {
  id: string
  name: string
  /** How long its last answer took; 0 before the first, the timeout if none came. */
  latencyMs: number
  shout: string
  customizations: { color: string; head: string; tail: string }
}

/** What the Battlesnake API tells of a match besides the board; `profiles` are by seat. */
export type BattlesnakeMatch = { id: string; timeoutMs: number; profiles: readonly BattlesnakeProfile[] }

const shoutCharsMax = 256
const answer = z.object({
  move: z.enum(Object.keys(directions) as [Direction, ...Direction[]]),
  shout: z.string().catch(''),
})

// All settings are always sent; those of other rule sets have no effect.
const ruleset = {
  name: 'standard',
  version: `v${snakes.version}.0.0`,
  settings: {
    foodSpawnChance: foodChancePercent,
    minimumFood: foodMin,
    hazardDamagePerTurn: 0,
    royale: { shrinkEveryNTurns: 0 },
    squad: { allowBodyCollisions: false, sharedElimination: false, sharedHealth: false, sharedLength: false },
  },
}

/**
 * The body of a request to the server of a snake (docs.battlesnake.com/api): `POST /start` before the first turn,
 * `POST /move` on each, and `POST /end` afterwards all have this form.
 */
export function battlesnakeRequest(state: SnakesState, seat: Seat, match: BattlesnakeMatch): Json {
  const all = state.snakes.map((snake, at) => snakeObject(snake, match.profiles[at]!))
  return {
    game: { id: match.id, ruleset, map: 'standard', timeout: match.timeoutMs, source: 'custom' },
    turn: state.turn,
    board: {
      height: state.height,
      width: state.width,
      food: state.food,
      hazards: [],
      snakes: all.filter((_, at) => state.snakes[at]!.out === null),
    },
    you: all[seat]!,
  }
}

/** What a server answered to `POST /move`, as parsed JSON; undefined if there is no move in it. */
export function battlesnakeAnswer(body: unknown): { move: Direction; shout: string } | undefined {
  const parsed = answer.safeParse(body)
  return parsed.success ? { move: parsed.data.move, shout: cut(parsed.data.shout) } : undefined
}

function snakeObject({ body, health }: Snake, profile: BattlesnakeProfile): Json {
  const { id, name, latencyMs, shout, customizations } = profile
  const latency = String(Math.round(latencyMs))
  const place = { health: Math.max(0, health), body, latency, head: body[0]!, length: body.length }
  return { id, name, ...place, shout, squad: '', customizations }
}

// Without what no text column takes: NUL and halves of surrogate pairs.
function cut(shout: string): string {
  return Array.from(shout.replaceAll(/[\u0000\p{Surrogate}]/gu, ''))
    .slice(0, shoutCharsMax)
    .join('')
}
