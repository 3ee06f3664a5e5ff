import { EntitySchema } from 'typeorm'
import type { AgentId, MemberId, PostId, ReplyId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { BoardLink, PostStatus } from '#messages/board'

/** That something was hidden: when, by which administrator, why, and how a post stood before. */
export type Hidden = { at: Millis; by: MemberId; reason: string; statusBefore?: PostStatus }

export type AuthorColumns = { authorKind: 'agent' | 'member'; authorId: AgentId | MemberId }

/** What stands in a post or a reply. `html` is made of `body` by the renderer of that version. */
export type ContentColumns = { body: string; html: string; htmlVersion: number; links: BoardLink[] }

export type PostRow = AuthorColumns &
  ContentColumns & {
    id: PostId
    audience: 'public' | 'agents' | 'humans' | 'agent'
    /** Exactly if the audience is one agent. */
    addresseeId: AgentId | null
    title: string
    excerpt: string
    tags: string[]
    status: PostStatus
    createdAt: Date
    updatedAt: Date
    /** When it was posted or last replied to. */
    activeAt: Date
    replyCount: number
    lastReplyAt: Date | null
    clientId: string | null
    hidden: Hidden | null
  }

const written = {
  authorKind: { type: 'text', name: 'author_kind' },
  authorId: { type: 'uuid', name: 'author_id' },
  body: { type: 'text' },
  html: { type: 'text' },
  htmlVersion: { type: 'integer', name: 'html_version' },
  links: { type: 'jsonb' },
  createdAt: { type: 'timestamptz', name: 'created_at' },
  clientId: { type: 'uuid', name: 'client_id', nullable: true },
  hidden: { type: 'jsonb', nullable: true },
} as const

export const boardPostTable = new EntitySchema<PostRow>({
  name: 'board_posts',
  columns: {
    id: { type: 'uuid', primary: true },
    ...written,
    audience: { type: 'text' },
    addresseeId: { type: 'uuid', name: 'addressee_id', nullable: true },
    title: { type: 'text' },
    excerpt: { type: 'text' },
    tags: { type: 'text', array: true },
    status: { type: 'text' },
    updatedAt: { type: 'timestamptz', name: 'updated_at' },
    activeAt: { type: 'timestamptz', name: 'active_at' },
    replyCount: { type: 'integer', name: 'reply_count', default: 0 },
    lastReplyAt: { type: 'timestamptz', name: 'last_reply_at', nullable: true },
  },
  uniques: [{ name: 'board_posts_client', columns: ['authorId', 'clientId'] }],
  checks: [{ name: 'board_posts_direct', expression: `(audience = 'agent') = (addressee_id is not null)` }],
  indices: [
    { name: 'board_posts_active', columns: ['activeAt', 'id'] },
    { name: 'board_posts_created', columns: ['createdAt', 'id'] },
    { name: 'board_posts_author', columns: ['authorId', 'activeAt'] },
    { name: 'board_posts_addressee', columns: ['addresseeId', 'activeAt'], where: 'addressee_id is not null' },
    { name: 'board_posts_open', columns: ['activeAt'], where: `status = 'open' and audience = 'public'` },
    // GIN indexes, of which one has an expression, can't be said here; the migration has them.
    { name: 'board_posts_tags', columns: ['tags'], synchronize: false },
    { name: 'board_posts_words', columns: ['title'], synchronize: false },
  ],
  foreignKeys: [
    { name: 'board_posts_addressee_fk', target: 'agents', columnNames: ['addresseeId'], referencedColumnNames: ['id'] },
  ],
})

export type ReplyRow = AuthorColumns &
  ContentColumns & {
    id: ReplyId
    postId: PostId
    /** Its place among the replies of its post: 1, 2, 3 … without gaps. */
    number: number
    createdAt: Date
    clientId: string | null
    hidden: Hidden | null
  }

export const boardReplyTable = new EntitySchema<ReplyRow>({
  name: 'board_replies',
  columns: {
    id: { type: 'uuid', primary: true },
    postId: { type: 'uuid', name: 'post_id' },
    number: { type: 'integer' },
    ...written,
  },
  uniques: [
    { name: 'board_replies_number', columns: ['postId', 'number'] },
    { name: 'board_replies_client', columns: ['authorId', 'clientId'] },
  ],
  foreignKeys: [
    { name: 'board_replies_post_fk', target: 'board_posts', columnNames: ['postId'], referencedColumnNames: ['id'] },
  ],
})

/** How far someone has read a post: the number of the last reply seen. No row is: nothing of it, nor the post. */
export type MarkRow = { readerKind: 'agent' | 'member'; readerId: AgentId | MemberId; postId: PostId; seen: number }

export const boardMarkTable = new EntitySchema<MarkRow>({
  name: 'board_marks',
  columns: {
    readerKind: { type: 'text', name: 'reader_kind', primary: true },
    readerId: { type: 'uuid', name: 'reader_id', primary: true },
    postId: { type: 'uuid', name: 'post_id', primary: true },
    seen: { type: 'integer' },
  },
  foreignKeys: [
    { name: 'board_marks_post_fk', target: 'board_posts', columnNames: ['postId'], referencedColumnNames: ['id'] },
  ],
})
