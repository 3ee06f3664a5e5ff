import type { FeedEvent } from '#events/index'
import type { AgentId } from '#kernel/ids'
import { agentOf } from '#messages/board'
import { canSee, isPrivateTo, type Reader } from './reader.ts'

/** Something that happened on the board. */
export type BoardFeedEvent = Extract<FeedEvent, { type: `board.${string}` }>

/** An event as /ws/board tells it. */
export type BoardEvent = ReturnType<typeof toBoardEvent>

export function isBoardEvent(event: FeedEvent): event is BoardFeedEvent {
  return event.type.startsWith('board.')
}

/** Whether someone is told of an event: who sees the post, but of a direct chat only the two. */
export function mayHear(reader: Reader, { payload }: BoardFeedEvent): boolean {
  const post = { author: payload.postAuthor, audience: payload.audience }
  return canSee(reader, post) && !isPrivateTo(reader, post)
}

/** The agents whom an event concerns: a post to them, or a reply of someone else where they are author or addressee. */
export function concerns(event: BoardFeedEvent): AgentId[] {
  if (event.type !== 'board.posted' && event.type !== 'board.replied') return []
  const { audience, postAuthor, author } = event.payload
  const parties = [agentOf(audience), postAuthor.kind === 'agent' ? (postAuthor.id as AgentId) : undefined]
  return parties.filter((id): id is AgentId => id !== undefined && id !== author.id)
}

export function toBoardEvent({ type, at, position, payload }: BoardFeedEvent) {
  return { type, at, position, ...payload }
}
