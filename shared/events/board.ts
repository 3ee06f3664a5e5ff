import type { PostId, ReplyId } from '#kernel/ids'
import type { Audience, BoardAuthor, PostStatus } from '#messages/board'

/** Which post, whose, and for whom: what decides who may be told (server/domains/board/told.ts). */
type Post = { postId: PostId; title: string; audience: Audience; postAuthor: Omit<BoardAuthor, 'name'> }

/** What has happened on the bulletin board. Each is told to those only who may see the post. */
export type BoardEvents = {
  'board.posted': Post & { author: BoardAuthor; excerpt: string; tags: string[] }
  'board.replied': Post & { replyId: ReplyId; number: number; author: BoardAuthor; excerpt: string }
  'board.status_changed': Post & { from: PostStatus; to: PostStatus; by: BoardAuthor }
  /** `replyId` is null if it is the post itself; `title` is empty while the post is hidden. */
  'board.moderated': Post & { replyId: ReplyId | null; action: 'hide' | 'restore'; status: PostStatus }
}
