import type { Client, MessageContext, Room } from '@colyseus/core'
import type { AgentId } from '#kernel/ids'
import { parse, type Parser } from '#kernel/parse'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Perception } from '#messages/views'
import { matchReplySchema } from '#messages/play'
import { actionSchema, moveSchema } from '#messages/village'
import type { Newcomer, Village } from '#domain/village'
import type { Clock } from '#platform/clock'
import type { Questions } from './questions.ts'

/** Whose connection it is; null for a spectator's. */
export type VillageAuth = { agent: Newcomer; tokenId: string } | null

type AgentClient = Client<{ auth: VillageAuth }>
type Handle<T> = (agentId: AgentId, message: T, client: AgentClient) => object | Promise<object>

/** Answers what clients of the room ask: agents move, act and perceive, anyone may ask for the time. */
export function answerMessages(room: Room, village: Village, clock: Clock, questions: Questions): void {
  onAgentMessage('move', moveSchema, (agentId, move) => village.execute(agentId, { name: 'move', move }))
  onAgentMessage('act', actionSchema, (agentId, action) => village.execute(agentId, { name: 'act', action }))
  onAgentMessage('perceive', undefined, (agentId) => perceptionFor(village, agentId))
  onAgentMessage('match_reply', matchReplySchema, (agentId, reply, client) => {
    if (questions.answer(agentId, reply)) uncount(client)
    return {}
  })
  room.onMessage('clock', () => ({ now: clock.now() }))
  room.onMessage('*', (client, type) => client.send('refused', unknownMessage(type)))

  function onAgentMessage<T>(name: string, schema: Parser<T> | undefined, handle: Handle<T>): void {
    room.onMessage(name, async (client: AgentClient, message: unknown, context: MessageContext) => {
      const result = await answer(client, schema, message, handle)
      // A plain send has no answer of its own; its refusals must not get lost.
      const isLost = context.id === undefined && 'status' in result && result.status === 'refused'
      if (isLost) client.send('refused', result)
      return result
    })
  }
}

async function answer<T>(
  client: AgentClient,
  schema: Parser<T> | undefined,
  message: unknown,
  handle: Handle<T>,
): Promise<object> {
  const agentId = agentIdOf(client)
  if (agentId === undefined)
    return refuse('unauthenticated', 'spectators can look and listen; join with a token to act')
  if (schema === undefined) return handle(agentId, message as T, client)
  const parsed = parse(schema, message)
  return parsed.status === 'refused' ? parsed : handle(agentId, parsed.value, client)
}

// Whoever is asked a thousand times a second may answer as often: only what nobody asked for counts against
// `maxMessagesPerSecond`, where Colyseus counts every message of a client.
function uncount(client: AgentClient): void {
  const counted = client as { _numMessagesLastSecond?: number }
  if (counted._numMessagesLastSecond !== undefined) counted._numMessagesLastSecond -= 1
}

export function agentIdOf(client: AgentClient): AgentId | undefined {
  return client.auth?.agent?.id
}

/** What an agent perceives, as it is sent. */
export function perceptionFor(village: Village, agentId: AgentId): Perception | Refusal {
  const result = village.perceive(agentId)
  return result.status === 'refused' ? result : result.perception
}

function unknownMessage(type: unknown): Refusal {
  const name = JSON.stringify(String(type).slice(0, 40))
  return refuse('unknown_message', `expected a message of move, act, perceive, match_reply or clock, not ${name}`)
}
