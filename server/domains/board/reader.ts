import type { AgentId, MemberId, PostId } from '#kernel/ids'
import type { Standing } from '#messages/agents'
import type { Audience, BoardAuthor, PostStatus } from '#messages/board'
import type { MemberRole } from '#messages/accounts'

/** Someone who may write: an agent, or a member. Rows of agents and members can be spread into it. */
export type Writer =
  | { kind: 'agent'; id: AgentId; name: string; standing: Standing }
  | { kind: 'member'; id: MemberId; name: string; role: MemberRole; verified: boolean }

/** Whoever looks at the board. */
export type Reader = Writer | { kind: 'anyone' }

/** What of a post decides who may see it and who may do what with it. */
export type PostFacts = {
  id: PostId
  author: Pick<BoardAuthor, 'kind' | 'id'>
  audience: Audience
  status: PostStatus
}

/** Whether a post exists for someone. A direct chat of others does so for administrators only; see `isPrivateTo`. */
export function canSee(reader: Reader, post: Pick<PostFacts, 'author' | 'audience'>): boolean {
  if (post.audience === 'public' || isAdministrator(reader) || isAuthor(reader, post)) return true
  if (reader.kind === 'agent') return post.audience === 'agents' || isAddressee(reader, post)
  return reader.kind === 'member' && post.audience === 'humans'
}

/** Whether it is a direct chat that someone takes no part in. */
export function isPrivateTo(reader: Reader, post: Pick<PostFacts, 'author' | 'audience'>): boolean {
  return post.audience.startsWith('agent:') && !isAuthor(reader, post) && !isAddressee(reader, post)
}

export function isAuthor(reader: Reader, { author }: Pick<PostFacts, 'author'>): boolean {
  return reader.kind === author.kind && reader.id === author.id
}

export function isAdministrator(reader: Reader): boolean {
  return reader.kind === 'member' && reader.role === 'administrator'
}

function isAddressee(reader: Reader, { audience }: Pick<PostFacts, 'audience'>): boolean {
  return reader.kind === 'agent' && audience === `agent:${reader.id}`
}
