import { hooked, type HookCaller } from '#domain/players'
import { usualBudget } from '#match/budget'
import type { Competitor, GameConfig, GameState, Reply } from '#match/contract'
import { deriveSigningKey } from '#platform/signing-key'

export const secret = Buffer.alloc(32, 5).toString('base64')
export const caller: HookCaller = {
  key: deriveSigningKey({ secret, dataDir: '' }, 'match logs'),
  now: () => 1_790_000_000_999,
}

/** Long enough for a busy machine: nothing that answers is late. */
export const patient = { msMax: 20_000, fuelMax: 1_000 }
export const replyBytesMax = 4_096

export const config: GameConfig = {
  game: 'connect-four',
  gameVersion: 1,
  seat: 1,
  seats: 2,
  options: {},
  budget: usualBudget,
  seed: 7,
}
export const state: GameState = { turn: 3, board: { rows: ['…'] }, validActions: [0, 1, 2], timeRemaining: 60_000 }

/** A hook in the village's own protocol. */
export function villageHook(url: string): Competitor {
  return hooked({ url, protocol: 'village' }, { id: 'match-1', replyBytesMax, turnMsMax: 1_000 }, caller)
}

/** What the hook at an address says to one turn. */
export async function actAt(url: string, msMax = patient.msMax): Promise<Reply> {
  return villageHook(url).act(state, { ...patient, msMax })
}

/** The move, or the verdict on a fault. */
export function inShort(reply: Reply): unknown {
  return reply.status === 'returned' ? reply.value : reply.verdict
}
