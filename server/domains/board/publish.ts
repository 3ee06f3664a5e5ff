import type { Events } from '#events/index'
import { appendToOutbox } from '#platform/outbox'
import type { Transaction } from '#platform/database'
import { factsOf } from './store.ts'
import type { PostRow } from './tables.ts'

type BoardType = Extract<keyof Events, `board.${string}`>
type OfPost = 'postId' | 'title' | 'audience' | 'postAuthor'

/** Writes an event about a post with the rows it belongs to; `title` only where it differs from the post's. */
export function publish<Type extends BoardType>(
  tx: Transaction,
  type: Type,
  post: PostRow,
  what: Omit<Events[Type], OfPost> & { title?: string },
): Promise<void> {
  const { id: postId, title } = post
  const { audience, author: postAuthor } = factsOf(post)
  return appendToOutbox(tx, { type, payload: { postId, title, audience, postAuthor, ...what } })
}
