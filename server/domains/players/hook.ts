import type { CallBudget, Competitor, Reply } from '#match/contract'
import type { Hook } from '#messages/competitors'
import { createBattlesnake } from './battlesnake.ts'
import { exchange } from './exchange.ts'
import { postToHook, type HookCaller } from './post.ts'

export type HookMatch = { id: string; replyBytesMax: number; turnMsMax: number }

/** A competitor that is a web server: in the village's own protocol, or in that of Battlesnake. */
export function hooked(hook: Hook, match: HookMatch, caller: HookCaller): Competitor {
  return hook.protocol === 'battlesnake'
    ? createBattlesnake(hook.url, match, caller)
    : createVillageHook(hook.url, match, caller)
}

// Each call is one POST: {matchId, call: 'init' | 'act' | 'onResult', argument}; to `act` it answers {"move": …}.
function createVillageHook(url: string, { id, replyBytesMax }: HookMatch, caller: HookCaller): Competitor {
  return {
    isMetered: false,
    init: (config, budget) => call('init', config, budget),
    act: async (state, budget) => moveOf(await call('act', state, budget)),
    onResult: (result, budget) => call('onResult', result, budget),
    isReady: () => true,
    release: () => Promise.resolve(),
  }

  function call(name: string, argument: object, { msMax }: CallBudget): Promise<Reply> {
    const body = { matchId: id, call: name, argument }
    return exchange(msMax, (signal) => postToHook(caller, { url, body, replyBytesMax, signal }))
  }
}

/** Takes the move out of `{"move": …}`. */
export function moveOf(reply: Reply): Reply {
  if (reply.status === 'fault') return reply
  const value = (reply.value as { move?: unknown } | null | undefined)?.move
  return { ...reply, value }
}
