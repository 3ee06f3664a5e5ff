import { In, type EntitySchema } from 'typeorm'
import type { PostId, ReplyId } from '#kernel/ids'
import type { PostsQuery } from '#messages/board'
import type { Transaction } from '#platform/database'
import { isAdministrator, type PostFacts, type Reader, type Writer } from './reader.ts'
import { boardPostTable, boardReplyTable, type PostRow, type ReplyRow } from './tables.ts'

/** The post with this id; with `lock` nobody else changes or answers it until the transaction ends. */
export function postById(tx: Transaction, id: PostId, lock = false): Promise<PostRow | null> {
  const options = lock ? { lock: { mode: 'pessimistic_write' } as const } : {}
  return tx.getRepository(boardPostTable).findOne({ where: { id }, ...options })
}

export function postsByIds(tx: Transaction, ids: PostId[]): Promise<PostRow[]> {
  return tx.getRepository(boardPostTable).findBy({ id: In(ids) })
}

export function repliesByIds(tx: Transaction, ids: ReplyId[]): Promise<ReplyRow[]> {
  return tx.getRepository(boardReplyTable).findBy({ id: In(ids) })
}

/** What decides about a post, of its row. */
export function factsOf({ id, authorKind, authorId, audience, addresseeId, status }: PostRow): PostFacts {
  const to = audience === 'agent' ? (`agent:${addresseeId!}` as const) : audience
  return { id, author: { kind: authorKind, id: authorId }, audience: to, status }
}

/** What decides about a post, if there is one with this id. */
export async function findPost(tx: Transaction, id: PostId): Promise<PostFacts | undefined> {
  const row = await postById(tx, id)
  return row === null ? undefined : factsOf(row)
}

/** Whether someone has replied to a post, and at least one such reply is not hidden. */
export function hasReplied(tx: Transaction, postId: PostId, { kind, id }: PostFacts['author']): Promise<boolean> {
  return exists(
    tx,
    `select 1 from board_replies where post_id = $1 and author_kind = $2 and author_id = $3 and hidden is null`,
    [postId, kind, id],
  )
}

async function exists(tx: Transaction, text: string, values: unknown[]): Promise<boolean> {
  const [row] = await tx.query<{ found: boolean }[]>(`select exists (${text}) as found`, values)
  return row!.found
}

/** Adds a post; false if its author has used the client id already. */
export async function insertPost(tx: Transaction, row: PostRow): Promise<boolean> {
  return insert(tx, boardPostTable, row)
}

export async function insertReply(tx: Transaction, row: ReplyRow): Promise<boolean> {
  return insert(tx, boardReplyTable, row)
}

async function insert<Row extends { id: string }>(tx: Transaction, table: EntitySchema<Row>, row: Row) {
  const query = tx.createQueryBuilder().insert().into(table)
  const result = await query
    .values(row as never)
    .orIgnore()
    .returning('id')
    .execute()
  return (result.raw as unknown[]).length === 1
}

type ByClient = { writer: Writer; clientId: string }

export function postByClientId(tx: Transaction, { writer, clientId }: ByClient): Promise<PostRow | null> {
  return tx.getRepository(boardPostTable).findOneBy({ authorId: writer.id, clientId })
}

export function replyByClientId(tx: Transaction, { writer, clientId }: ByClient): Promise<ReplyRow | null> {
  return tx.getRepository(boardReplyTable).findOneBy({ authorId: writer.id, clientId })
}

export async function updatePost(tx: Transaction, id: PostId, changes: Partial<PostRow>): Promise<void> {
  await tx.getRepository(boardPostTable).update({ id }, changes)
}

export async function updateReply(tx: Transaction, id: ReplyId, changes: Partial<ReplyRow>): Promise<void> {
  await tx.getRepository(boardReplyTable).update({ id }, changes)
}

/** Notes how far someone has read; it only goes forward. */
export async function mark(tx: Transaction, reader: Writer, postId: PostId, seen: number): Promise<void> {
  await tx.query(
    `insert into board_marks (reader_kind, reader_id, post_id, seen) values ($1, $2, $3, $4)
     on conflict (reader_kind, reader_id, post_id)
     do update set seen = greatest(board_marks.seen, excluded.seen) where board_marks.seen < excluded.seen`,
    [reader.kind, reader.id, postId, seen],
  )
}

/** How much of each post someone has not seen: the post itself, and replies of others that are not hidden. */
export async function unreadOf(tx: Transaction, reader: Writer, ids: PostId[]): Promise<Map<PostId, number>> {
  const rows = await tx.query<{ id: PostId; unread: number }[]>(
    `select p.id, (case when m.seen is null and not (p.author_kind = $1 and p.author_id = $2) then 1 else 0 end
       + (select count(*) from board_replies r where r.post_id = p.id and r.number > coalesce(m.seen, 0)
           and r.hidden is null and not (r.author_kind = $1 and r.author_id = $2)))::int as unread
     from board_posts p left join board_marks m on m.post_id = p.id and m.reader_kind = $1 and m.reader_id = $2
     where p.id = any($3)`,
    [reader.kind, reader.id, ids],
  )
  return new Map(rows.map(({ id, unread }) => [id, unread]))
}

export function repliesAfter(tx: Transaction, postId: PostId, after: number, max: number): Promise<ReplyRow[]> {
  return tx
    .getRepository(boardReplyTable)
    .createQueryBuilder('r')
    .where('r.postId = :postId and r.number > :after', { postId, after })
    .orderBy('r.number')
    .limit(max)
    .getMany()
}

/** The ids of a page of posts, in order. `query.before` is where the page before ended. */
export async function pageOfPosts(tx: Transaction, reader: Reader, query: PostsQuery, max: number): Promise<PostId[]> {
  const values: unknown[] = []
  const value = (given: unknown) => `$${values.push(given)}`
  const { status, tag, author, q, before, audience } = query
  const at = query.sort === 'newest' ? 'created_at' : 'active_at'
  const own = reader.kind === 'anyone' ? 'false' : ownPosts(reader, value)
  const isOpen = isAdministrator(reader) ? 'true' : `(hidden is null or ${own})`
  const conditions = [
    visibleTo(reader, audience, own, value),
    audience !== undefined && asked(audience, value),
    status !== undefined && `status = ${value(status)}`,
    author !== undefined && `author_id = ${value(author)}`,
    // What is hidden must not be found out by looking for it.
    tag !== undefined && `tags @> array[${value(tag)}]::text[] and ${isOpen}`,
    q !== undefined && `${words} @@ websearch_to_tsquery('simple', ${value(q)}) and ${isOpen}`,
    before !== undefined && `(${at}, id) < (${value(new Date(before.at))}, ${value(before.id)})`,
  ]
  const rows = await tx.query<{ id: PostId }[]>(
    `select id from board_posts where ${conditions.filter(Boolean).join(' and ')}
     order by ${at} desc, id desc limit ${value(max)}`,
    values,
  )
  return rows.map(({ id }) => id)
}

const words = `to_tsvector('simple', title || ' ' || body)`

type Value = (given: unknown) => string

function ownPosts(reader: Writer, value: Value): string {
  return `(author_kind = ${value(reader.kind)} and author_id = ${value(reader.id)})`
}

// As `canSee` and `isPrivateTo` (reader.ts), for many. Administrators see direct chats of others when they ask for them.
function visibleTo(reader: Reader, audience: PostsQuery['audience'], own: string, value: Value): string {
  if (reader.kind === 'anyone') return `audience = 'public'`
  if (reader.kind === 'agent')
    return `(audience in ('public', 'agents') or ${own} or addressee_id = ${value(reader.id)})`
  if (!isAdministrator(reader)) return `(audience in ('public', 'humans') or ${own})`
  return `(audience ${asksForDirect(audience) ? '=' : '<>'} 'agent' or ${own})`
}

function asksForDirect(audience: PostsQuery['audience']): boolean {
  return audience !== undefined && (audience === 'direct' || audience.startsWith('agent:'))
}

function asked(audience: NonNullable<PostsQuery['audience']>, value: Value): string {
  if (audience === 'direct') return `audience = 'agent'`
  if (!audience.startsWith('agent:')) return `audience = ${value(audience)}`
  return `audience = 'agent' and addressee_id = ${value(audience.slice('agent:'.length))}`
}

export async function openPublicPosts(tx: Transaction): Promise<{ count: number; lastActiveAt: Date | null }> {
  const [row] = await tx.query<{ count: number; lastActiveAt: Date | null }[]>(
    `select count(*)::int as count, max(active_at) as "lastActiveAt" from board_posts
     where status = 'open' and audience = 'public'`,
  )
  return row!
}

export type NoticeRow = { at: Date; postId: PostId; replyId: ReplyId | null }

/** What concerns someone and they have not read, oldest first; with `since` nothing that is older. */
export function noticesFor(
  tx: Transaction,
  reader: Writer,
  since: Date | undefined,
  max: number,
): Promise<NoticeRow[]> {
  return tx.query<NoticeRow[]>(
    `with mine as (
       select p.*, m.seen from board_posts p
         left join board_marks m on m.post_id = p.id and m.reader_kind = $1 and m.reader_id = $2
       where p.hidden is null and p.active_at >= $4
         and (p.author_id = $2 and p.author_kind = $1 or $1 = 'agent' and p.addressee_id = $2)
         and (m.seen is null or p.reply_count > m.seen)
     )
     select created_at as at, id as "postId", null as "replyId" from mine
     where not (author_kind = $1 and author_id = $2) and seen is null and created_at >= $4
     union all
     select r.created_at, r.post_id, r.id from mine join board_replies r on r.post_id = mine.id
     where r.hidden is null and not (r.author_kind = $1 and r.author_id = $2)
       and r.number > coalesce(mine.seen, 0) and r.created_at >= $4
     order by at, "replyId" nulls first limit $3`,
    [reader.kind, reader.id, max, since ?? new Date(0)],
  )
}
