import type { AgentId, ConversationId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { type Refusal, refuse } from '#kernel/refusal'
import type { Millis } from '#kernel/time'
import type { Accepted } from '#messages/views'
import { newId } from '#platform/ids'
import { distanceTiles } from '#world/grid'
import type { VillageContext } from './context.ts'
import { type Resident, tileNow } from './resident.ts'
import { noteChange, type Town } from './town.ts'

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

/** Starts or joins a conversation; every member is told who is in it now. */
export function converse(context: VillageContext, speaker: Resident, ids: readonly AgentId[]): Accepted | Refusal {
  const decision = decideConverse(context.town, speaker, ids, context.clock.now())
  if (decision.status === 'refused') return decision
  const conversation = decision.conversation ?? newId<ConversationId>()
  for (const resident of decision.joining) resident.state.conversation = conversation
  const members = membersOf(context.town, conversation)
  for (const resident of decision.joining)
    report(context, 'village.conversation_joined', resident, conversation, members)
  if (decision.joining.length > 0) tellMembers(context, conversation, members)
  return { status: 'accepted', conversation }
}

/** Takes a resident out of its conversation, if it is in one; a last member is released as well. */
export function leaveConversation(context: VillageContext, resident: Resident): void {
  const conversation = resident.state.conversation as ConversationId | ''
  if (conversation === '') return
  takeOut(context, resident, conversation)
  const remaining = membersOf(context.town, conversation)
  if (remaining.length === 1) takeOut(context, remaining[0]!, conversation)
  else tellMembers(context, conversation, remaining)
}

/** Lets those out of their conversations who have walked out of earshot. */
export function partTheDistant(context: VillageContext): void {
  const now = context.clock.now()
  for (const resident of context.town.residents.values()) {
    if (resident.state.conversation !== '' && hasWalkedAway(context.town, resident, now))
      leaveConversation(context, resident)
  }
}

function takeOut(context: VillageContext, resident: Resident, conversation: ConversationId): void {
  resident.state.conversation = ''
  noteChange(context.town, resident.id)
  report(context, 'village.conversation_left', resident, conversation, membersOf(context.town, conversation))
  tell(context, resident, null, [])
}

function report(
  { facts }: VillageContext,
  type: 'village.conversation_joined' | 'village.conversation_left',
  { id, name }: Resident,
  conversation: ConversationId,
  members: Resident[],
): void {
  facts.push({ type, payload: { agentId: id, name, conversation, members: members.map((member) => member.id) } })
}

function tellMembers(context: VillageContext, conversation: ConversationId, members: Resident[]): void {
  const ids = members.map((member) => member.id)
  for (const member of members) {
    noteChange(context.town, member.id)
    tell(context, member, conversation, ids)
  }
}

function tell({ observer }: VillageContext, { link }: Resident, conversation: string | null, members: AgentId[]): void {
  if (link.kind === 'room') observer.notice(link.session, { type: 'conversation', payload: { conversation, members } })
}
