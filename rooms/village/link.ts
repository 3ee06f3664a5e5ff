import { matchMaker } from '@colyseus/core'
import type { AgentId } from '#kernel/ids'
import { refuse, type Refusal } from '#kernel/refusal'
import type { VillageCommand } from '#messages/village'
import type { AgentView, Perception, WorldView } from '#messages/views'
import type { CommandResult, Newcomer } from '#domain/village'
import type { AskVillager, VillagerAnswer } from '#domain/players'
import { villageRoomName } from './room.ts'

/** How long a room in another process may take to answer. */
const answerMsMax = 2_000

/** The way to the village room for everything that is not a room client, whichever process holds the room. */
export type VillageLink = {
  command(agent: Newcomer, command: VillageCommand): Promise<CommandResult>
  perceive(agent: Newcomer): Promise<Perception | Refusal>
  touch(agent: Newcomer): Promise<void>
  world(): Promise<WorldView | Refusal>
  /** One agent as everyone sees it; null if it is not in the village. */
  agent(id: AgentId): Promise<AgentView | null | Refusal>
  /** Asks an agent over its own connection, and waits for its answer. */
  ask: AskVillager
}

/** Refuses as `village_unavailable` while no process holds the room, or it does not answer. */
export function createVillageLink(): VillageLink {
  return {
    command: (agent, command) => call<CommandResult>('command', agent, command),
    perceive: (agent) => call<Perception | Refusal>('perceive', agent),
    touch: async (agent) => void (await call('touch', agent)),
    world: () => call<WorldView>('world'),
    agent: (id) => call<AgentView | null>('agent', id),
    ask: async (agentId, question, msMax) => {
      const answer = await callWithin<VillagerAnswer>(msMax + answerMsMax, 'ask', agentId, question, msMax)
      return answer.status === 'refused' ? { status: 'absent', detail: answer.detail } : answer
    },
  }
}

function call<T>(method: string, ...args: unknown[]): Promise<T | Refusal> {
  return callWithin(answerMsMax, method, ...args)
}

async function callWithin<T>(msMax: number, method: string, ...args: unknown[]): Promise<T | Refusal> {
  const [room] = await matchMaker.query({ name: villageRoomName })
  if (room === undefined) return refuse('village_unavailable', 'the village is not open at the moment')
  try {
    return (await matchMaker.remoteRoomCall(room.roomId, method as never, args as never, msMax)) as T
  } catch (error) {
    return refuse('village_unavailable', `the village does not answer: ${(error as Error).message}`)
  }
}
