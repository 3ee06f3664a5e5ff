import type { AgentId, ConversationId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Millis } from '#kernel/time'
import { distanceTiles } from '#world/grid'
import { tileNow, type Resident } from './resident.ts'
import type { Town } from './town.ts'

/** Who is to be in a conversation after someone asked for one; `conversation` is undefined when a new one begins. */
export type ConverseDecision =
  | { status: 'converse'; conversation: ConversationId | undefined; joining: Resident[] }
  | Refusal

/**
 * Decides who joins whom: the speaker joins the conversation that one of the others is in, or the others join the
 * speaker's, or a new one begins. Those who are in different conversations can't be merged.
 */
export function decideConverse(town: Town, speaker: Resident, ids: readonly AgentId[], now: Millis): ConverseDecision {
  const others: Resident[] = []
  for (const id of new Set(ids)) {
    const other = town.residents.get(id)
    if (other === speaker) return refuse('invalid', 'expected other agents, not oneself')
    if (other === undefined) return refuse('no_one_there', `no agent ${id} is in the village`)
    if (!isWithinEarshot(speaker, other, now)) {
      return refuse('no_one_there', `${other.name} is not within earshot (${limits.earshotTiles} tiles)`)
    }
    others.push(other)
  }
  return joinUp(town, speaker, others)
}

function joinUp(town: Town, speaker: Resident, others: Resident[]): ConverseDecision {
  const all = [speaker, ...others]
  const existing = new Set(all.map((resident) => resident.state.conversation).filter((id) => id !== ''))
  if (existing.size > 1)
    return refuse('no_one_there', 'some of them are in another conversation; join one or the other')
  const conversation = [...existing][0] as ConversationId | undefined
  const joining = all.filter((resident) => resident.state.conversation === '')
  const size = joining.length + (conversation === undefined ? 0 : membersOf(town, conversation).length)
  if (size > limits.conversationMembersMax) {
    return refuse('conversation_full', `expected at most ${limits.conversationMembersMax} in one conversation`)
  }
  return { status: 'converse', conversation, joining }
}

export function membersOf(town: Town, conversation: string): Resident[] {
  return [...town.residents.values()].filter((resident) => resident.state.conversation === conversation)
}

/** Whether a member has come so far from all others that it is no longer part of its conversation. */
export function hasWalkedAway(town: Town, resident: Resident, now: Millis): boolean {
  const others = membersOf(town, resident.state.conversation).filter((member) => member !== resident)
  return !others.some((other) => isWithinEarshot(resident, other, now))
}

export function isWithinEarshot(a: Resident, b: Resident, now: Millis): boolean {
  return distanceTiles(tileNow(a, now), tileNow(b, now)) <= limits.earshotTiles
}
