import type { AgentId, ConversationId } from '#kernel/ids'
import type { Refusal } from '#kernel/refusal'
import type { Accepted } from '#messages/views'
import { newId } from '#platform/ids'
import type { VillageContext } from './context.ts'
import { decideConverse, hasWalkedAway, membersOf } from './conversing.ts'
import type { Resident } from './resident.ts'

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
  context.town.unsaved.add(resident.id)
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
    context.town.unsaved.add(member.id)
    tell(context, member, conversation, ids)
  }
}

function tell({ observer }: VillageContext, { link }: Resident, conversation: string | null, members: AgentId[]): void {
  if (link.kind === 'room') observer.notice(link.session, { type: 'conversation', payload: { conversation, members } })
}
