import type { AgentId } from '#kernel/ids'
import type { CallBudget, Competitor, Reply } from '#match/contract'
import { exchange, type Exchanged } from './exchange.ts'
import { moveOf } from './hook.ts'

/** A call to an agent that is in the village: of which match, which function, and with what. */
export type VillagerCall = { matchId: string; call: 'init' | 'act' | 'onResult'; argument: object }

/** Asks an agent over its connection to the village; `absent` if it has none, or says that it does not play. */
export type AskVillager = (agentId: AgentId, call: VillagerCall, msMax: number) => Promise<VillagerAnswer>
export type VillagerAnswer = { status: 'answered'; value: unknown } | { status: 'absent'; detail: string }

/** A competitor that is an agent in the village, and answers over its own connection (SDK). */
export function villager(agentId: AgentId, matchId: string, ask: AskVillager): Competitor {
  return {
    isMetered: false,
    init: (config, budget) => call('init', config, budget),
    act: async (state, budget) => moveOf(await call('act', state, budget)),
    onResult: (result, budget) => call('onResult', result, budget),
    isReady: () => true,
    release: () => Promise.resolve(),
  }

  function call(name: VillagerCall['call'], argument: object, { msMax }: CallBudget): Promise<Reply> {
    return exchange(msMax, async () => toExchanged(await ask(agentId, { matchId, call: name, argument }, msMax)))
  }
}

function toExchanged(answer: VillagerAnswer): Exchanged {
  return answer.status === 'answered' ? answer : { status: 'failed', verdict: 'crash', detail: answer.detail }
}
