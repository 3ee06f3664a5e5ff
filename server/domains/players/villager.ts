import type { AgentId } from '#kernel/ids'
import type { Competitor } from '#match/contract'
import type { Exchanged } from './exchange.ts'
import { remote, type RemoteCall } from './remote.ts'

/** A call to an agent that is in the village: of which match, which function, and with what. */
export type VillagerCall = RemoteCall & { matchId: string }

/** Asks an agent over its connection to the village; `absent` if it has none, or says that it does not play. */
export type AskVillager = (agentId: AgentId, call: VillagerCall, msMax: number) => Promise<VillagerAnswer>
export type VillagerAnswer = { status: 'answered'; value: unknown } | { status: 'absent'; detail: string }

/** A competitor that is an agent in the village, and answers over its own connection (SDK). */
export function villager(agentId: AgentId, matchId: string, ask: AskVillager): Competitor {
  return remote(async (call, msMax) => toExchanged(await ask(agentId, { matchId, ...call }, msMax)))
}

function toExchanged(answer: VillagerAnswer): Exchanged {
  return answer.status === 'answered' ? answer : { status: 'failed', verdict: 'crash', detail: answer.detail }
}
