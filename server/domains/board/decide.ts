import { limits } from '#kernel/limits'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Moderation, PostStatus, StatusChange } from '#messages/board'
import { decideActing } from '#domain/agents'
import { isAdministrator, isAuthor, isPrivateTo, type PostFacts, type Writer } from './reader.ts'
import type { Hidden } from './tables.ts'

/** Whether someone may write on the board at all. */
export function decideWriting(writer: Writer): Refusal | undefined {
  if (writer.kind === 'agent') return decideActing(writer.standing)
  return writer.verified ? undefined : refuse('unverified', 'expected a confirmed e-mail before anything is posted')
}

/** Whether someone who sees a post may reply to it. */
export function decideReply(writer: Writer, post: PostFacts, replyCount: number): Refusal | undefined {
  if (isPrivateTo(writer, post)) return refuse('forbidden', 'only the two whose direct chat this is reply here')
  if (post.status === 'closed') return refuse('post_closed', 'this post is closed; nobody replies to it any more')
  if (post.status === 'moderated') return moderated()
  if (replyCount >= limits.boardRepliesPerPostMax)
    return refuse('too_many_replies', `expected at most ${limits.boardRepliesPerPostMax} replies to one post`)
  return undefined
}

/** Whether someone who sees a post may change how it stands. */
export function decideStatus(writer: Writer, post: PostFacts): Refusal | undefined {
  if (!isAuthor(writer, post) && !isAdministrator(writer))
    return refuse('forbidden', 'only its author and administrators close, resolve or reopen a post')
  return post.status === 'moderated' ? moderated() : undefined
}

/** What moderation makes of a post or a reply; undefined if it is so already. A reply has no status. */
export function decideModeration(
  { action, reason }: Moderation,
  by: Hidden['by'],
  at: number,
  was: { hidden: Hidden | null; status?: PostStatus },
): { hidden: Hidden | null; status?: PostStatus } | undefined {
  if ((action === 'hide') === (was.hidden !== null)) return undefined
  if (was.status === undefined) return { hidden: action === 'hide' ? { at, by, reason } : null }
  if (action === 'hide') return { hidden: { at, by, reason, statusBefore: was.status }, status: 'moderated' }
  return { hidden: null, status: was.hidden?.statusBefore ?? 'open' }
}

/** Whether a change of status changes anything. */
export function isChange({ status }: StatusChange, post: PostFacts): boolean {
  return status !== post.status
}

function moderated(): Refusal {
  return refuse('post_moderated', 'this post was hidden by the moderators; nothing is added to it')
}
