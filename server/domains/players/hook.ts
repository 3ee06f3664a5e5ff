import type { Competitor } from '#match/contract'
import type { Hook } from '#messages/competitors'
import { createBattlesnake } from './battlesnake.ts'
import { postToHook, type HookCaller } from './post.ts'
import { remote } from './remote.ts'

export type HookMatch = { id: string; replyBytesMax: number; turnMsMax: number }

/**
 * A competitor that is a web server: in the protocol of Battlesnake, or in the village's own, in which each call is a POST
 * of `{matchId, call, argument}`.
 */
export function hooked({ url, protocol }: Hook, match: HookMatch, caller: HookCaller): Competitor {
  if (protocol === 'battlesnake') return createBattlesnake(url, match, caller)
  const { id, replyBytesMax } = match
  return remote((call, _, signal) => postToHook(caller, { url, body: { matchId: id, ...call }, replyBytesMax, signal }))
}
