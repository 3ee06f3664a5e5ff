import { randomUUID } from 'node:crypto'
import type { AgentId } from '#kernel/ids'
import type { MatchReply } from '#messages/play'
import type { VillagerAnswer, VillagerCall } from '#domain/players'

/** Questions of one agent that may be open at a time. */
const openMax = 64

/** Questions to agents over their connections, each with its answer: only the agent that was asked can give it. */
export type Questions = ReturnType<typeof createQuestions>

/** `send` tells whether the agent is connected. */
export function createQuestions(send: (agentId: AgentId, message: object) => boolean) {
  const open = new Map<string, { agentId: AgentId; settle(answer: VillagerAnswer): void }>()
  return { ask, answer, leave }

  function ask(agentId: AgentId, call: VillagerCall, msMax: number): Promise<VillagerAnswer> {
    const waiting = [...open.values()].filter((question) => question.agentId === agentId).length
    if (waiting >= openMax) return Promise.resolve(absent('it has too many matches open'))
    const id = randomUUID()
    if (!send(agentId, { ask: id, ...call })) return Promise.resolve(absent('it is not connected to the village'))
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(absent('it did not answer in time')), msMax)
      open.set(id, { agentId, settle })
      function settle(given: VillagerAnswer): void {
        clearTimeout(timer)
        open.delete(id)
        resolve(given)
      }
    })
  }

  /** Takes an answer, and says whether it was waited for; one that was not, or that another was asked for, is dropped. */
  function answer(agentId: AgentId, { ask, value, error }: MatchReply): boolean {
    const question = open.get(ask)
    if (question?.agentId !== agentId) return false
    question.settle(error === undefined ? { status: 'answered', value } : absent(error))
    return true
  }

  /** The agent's connection is gone, and with it whatever it was asked. */
  function leave(agentId: AgentId): void {
    for (const question of open.values())
      if (question.agentId === agentId) question.settle(absent('it lost its connection to the village'))
  }
}

function absent(detail: string): VillagerAnswer {
  return { status: 'absent', detail }
}
