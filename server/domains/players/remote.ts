import type { CallBudget, Competitor, Reply } from '#match/contract'
import { exchange, type Exchanged } from './exchange.ts'

/** A question to someone on the network: which function, and with what. */
export type RemoteCall = { call: 'init' | 'act' | 'onResult'; argument: object }

/**
 * A competitor that is asked over a network and answers `{"move": …}` to `act`. It keeps what it knows by itself, so there
 * is nothing here that a fault could cost.
 */
export function remote(ask: (call: RemoteCall, msMax: number, signal: AbortSignal) => Promise<Exchanged>): Competitor {
  return {
    isMetered: false,
    init: (argument, budget) => put({ call: 'init', argument }, budget),
    act: async (argument, budget) => moveOf(await put({ call: 'act', argument }, budget)),
    onResult: (argument, budget) => put({ call: 'onResult', argument }, budget),
    isReady: () => true,
    release: () => Promise.resolve(),
  }

  function put(call: RemoteCall, { msMax }: CallBudget): Promise<Reply> {
    return exchange(msMax, (signal) => ask(call, msMax, signal))
  }
}

function moveOf(reply: Reply): Reply {
  if (reply.status === 'fault') return reply
  const value = (reply.value as { move?: unknown } | null | undefined)?.move
  return { ...reply, value }
}
