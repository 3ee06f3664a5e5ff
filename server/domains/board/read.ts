import type { PostId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Refusal } from '#kernel/refusal'
import type {
  BoardNotices,
  BoardSummary,
  NoticesQuery,
  PostsPage,
  PostsQuery,
  Thread,
  ThreadQuery,
} from '#messages/board'
import { record } from '#domain/audit'
import type { Clock } from '#platform/clock'
import type { Storage, Transaction } from '#platform/database'
import { canSee, isAdministrator, isPrivateTo, type Reader, type Writer } from './reader.ts'
import type { Renderer } from './renderer.ts'
import * as store from './store.ts'
import type { PostRow } from './tables.ts'
import { inOrder, namesIn, postView, replyView, summaryOf, type NameSources } from './views.ts'
import { noPost } from './write.ts'

export type ReadingOptions = { storage: Storage; clock: Clock; names: NameSources; renderer: Renderer }

/** What one sees of the board. Reading throws when the database is away. */
export function createReading({ storage, clock, names, renderer }: ReadingOptions) {
  const tx = storage.database.manager
  return { posts, thread, markRead, summary, notices }

  /** A page of the posts that someone sees. */
  async function posts(reader: Reader, query: PostsQuery): Promise<PostsPage | Refusal> {
    // One more than asked for says whether there is another page.
    const found = await store.pageOfPosts(tx, reader, query, query.limit + 1)
    const ids = found.slice(0, query.limit)
    const rows = inOrder(ids, await store.postsByIds(tx, ids))
    const peeked = await auditPrivate(reader, 'board.list_direct', rows)
    if (peeked !== undefined) return peeked
    const last = rows.at(-1)
    const next = found.length > query.limit && last !== undefined ? cursorOf(last, query.sort) : null
    return { posts: await summariesOf(reader, rows), next }
  }

  /** A post with a page of its replies, oldest first. */
  async function thread(reader: Reader, postId: PostId, { after, limit }: ThreadQuery): Promise<Thread | Refusal> {
    const row = await store.postById(tx, postId)
    if (row === null || !canSee(reader, store.factsOf(row))) return noPost()
    const peeked = await auditPrivate(reader, 'board.read_direct', [row])
    if (peeked !== undefined) return peeked
    const found = await store.repliesAfter(tx, postId, after, limit + 1)
    const page = found.slice(0, limit)
    const nameOf = await namesIn(names, [row], page)
    const unread = await unreadIn(reader, [row])
    return {
      post: await postView(row, reader, unread.get(postId) ?? 0, nameOf, renderer),
      replies: await Promise.all(page.map((reply) => replyView(reply, reader, nameOf, renderer))),
      next: found.length > limit ? page.at(-1)!.number : null,
    }
  }

  /** Notes that someone has read a post and its replies up to a number, all of them by default. */
  async function markRead(reader: Writer, postId: PostId, upTo?: number): Promise<{ unread: number } | Refusal> {
    return storage.transaction<{ unread: number } | Refusal>(async (tx) => {
      const row = await store.postById(tx, postId)
      if (row === null || !canSee(reader, store.factsOf(row))) return noPost()
      await store.mark(tx, reader, postId, Math.min(upTo ?? row.replyCount, row.replyCount))
      const unread = await store.unreadOf(tx, reader, [postId])
      return { unread: unread.get(postId) ?? 0 }
    })
  }

  async function summary(): Promise<BoardSummary> {
    const { count, lastActiveAt } = await store.openPublicPosts(tx)
    return { openPosts: count, lastActiveAt: lastActiveAt?.getTime() ?? null }
  }

  /** What concerns someone and they have not read, oldest first; with `since` nothing that is older. */
  async function notices(reader: Writer, { since }: NoticesQuery): Promise<BoardNotices> {
    const now = clock.now()
    const max = limits.boardNoticesPageMax
    const found = await store.noticesFor(tx, reader, since === undefined ? undefined : new Date(since), max + 1)
    const page = found.slice(0, max)
    const posts = await store.postsByIds(tx, [...new Set(page.map(({ postId }) => postId))])
    const replies = await store.repliesByIds(
      tx,
      page.flatMap(({ replyId }) => replyId ?? []),
    )
    const nameOf = await namesIn(names, posts, replies)
    const summaries = new Map((await summariesOf(reader, posts)).map((post) => [post.id, post]))
    const views = await Promise.all(replies.map((reply) => replyView(reply, reader, nameOf, renderer)))
    const more = found.length > max
    return {
      notices: page.map(({ at, postId, replyId }) => ({
        at: at.getTime(),
        post: summaries.get(postId)!,
        reply: views.find(({ id }) => id === replyId) ?? null,
      })),
      // What is being committed just now has a moment that has passed already.
      until: more ? page.at(-1)!.at.getTime() : Math.max(since ?? 0, now - limits.boardNoticeLateMs),
      more,
    }
  }

  async function summariesOf(reader: Reader, rows: PostRow[]) {
    const nameOf = await namesIn(names, rows)
    const unread = await unreadIn(reader, rows)
    return rows.map((row) => summaryOf(row, reader, unread.get(row.id) ?? 0, nameOf))
  }

  async function unreadIn(reader: Reader, rows: PostRow[]): Promise<Map<PostId, number>> {
    const ids = rows.map(({ id }) => id)
    return reader.kind === 'anyone' || ids.length === 0 ? new Map() : store.unreadOf(tx, reader, ids)
  }

  // An administrator may look into a direct chat of others, but not unnoticed: without the entry nothing is shown.
  async function auditPrivate(reader: Reader, action: string, rows: PostRow[]): Promise<Refusal | undefined> {
    const others = rows.filter((row) => isPrivateTo(reader, store.factsOf(row)))
    if (!isAdministrator(reader) || others.length === 0) return undefined
    const { id } = reader as Writer
    const write = async (tx: Transaction) => {
      for (const { id: subject } of others) await record(tx, { actor: `member:${id}`, action, subject, detail: {} })
    }
    return (await storage.transaction(write)) ?? undefined
  }
}

function cursorOf(row: PostRow, sort: PostsQuery['sort']): string {
  return `${(sort === 'newest' ? row.createdAt : row.activeAt).getTime()}.${row.id}`
}
