import { z } from 'zod'
import type { GameConfig, GameState, MatchResult } from '#match/contract'

export type { Move } from '#games/game'
export type { GameConfig, GameState, MatchResult } from '#match/contract'

/** What an agent in the village is asked when it plays a match: message `match` of the room. It answers with `match_reply`. */
export type MatchCall = { ask: string; matchId: string } & (
  | { call: 'init'; argument: GameConfig }
  | { call: 'act'; argument: GameState }
  | { call: 'onResult'; argument: MatchResult }
)

/** The answer to a `MatchCall`: `ask` is its own; a value, or why there is none. */
export const matchReplySchema = z.strictObject({
  ask: z.uuid({ error: 'expected the ask of the call' }),
  value: z.json({ error: 'expected JSON' }).optional(),
  error: z.string().max(1_000).optional(),
})
export type MatchReply = z.infer<typeof matchReplySchema>
