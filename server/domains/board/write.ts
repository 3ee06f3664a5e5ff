import { isDeepStrictEqual } from 'node:util'
import type { PostId, ReplyId } from '#kernel/ids'
import { refuse, type Refusal } from '#kernel/refusal'
import { agentOf, type BoardAuthor, type NewPost, type NewReply } from '#messages/board'
import type { AgentQueries } from '#domain/agents'
import type { Clock } from '#platform/clock'
import type { Storage, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import type { RateLimit } from '#platform/rate-limit'
import { decideReply, decideWriting } from './decide.ts'
import { markdownVersion, type Rendered } from './markdown.ts'
import { publish } from './publish.ts'
import { canSee, type Writer } from './reader.ts'
import type { Renderer } from './renderer.ts'
import * as store from './store.ts'
import type { PostRow, ReplyRow } from './tables.ts'

export type WritingOptions = {
  storage: Storage
  clock: Clock
  agents: Pick<AgentQueries, 'find' | 'byIds'>
  renderer: Renderer
  posts: RateLimit
  replies: RateLimit
}

export type Posted = { status: 'posted'; row: PostRow }
export type Replied = { status: 'replied'; row: ReplyRow }

/** What is written on the board: posts and replies. */
export function createWriting({ storage, clock, agents, renderer, posts, replies }: WritingOptions) {
  const { database } = storage
  return { post, reply }

  async function post(writer: Writer, input: NewPost): Promise<Posted | Refusal> {
    const refusal = decideWriting(writer) ?? (await decideAddressee(writer, input))
    if (refusal !== undefined) return refusal
    const before = await postedBefore(database.manager, writer, input)
    if (before !== undefined) return before
    const tooMany = await takeFrom(posts, writer, 'posts')
    if (tooMany !== undefined) return tooMany
    const rendered = await renderer.render(input.body)
    return storage.transaction<Posted | Refusal>(async (tx) => {
      const row = newPost(writer, input, rendered, new Date(clock.now()))
      if (!(await store.insertPost(tx, row))) return (await postedBefore(tx, writer, input))!
      await store.mark(tx, writer, row.id, 0)
      const { title, tags } = input
      await publish(tx, 'board.posted', row, { author: authorOf(writer), excerpt: rendered.excerpt, title, tags })
      return { status: 'posted', row }
    })
  }

  async function reply(writer: Writer, postId: PostId, input: NewReply): Promise<Replied | Refusal> {
    const unfit = decideWriting(writer) ?? (await decideReplying(database.manager, writer, postId))
    const before = await repliedBefore(database.manager, writer, postId, input)
    if (before !== undefined || unfit !== undefined) return before ?? unfit!
    const tooMany = await takeFrom(replies, writer, 'replies')
    if (tooMany !== undefined) return tooMany
    const rendered = await renderer.render(input.body)
    return storage.transaction<Replied | Refusal>(async (tx) => {
      const refusal = await decideReplying(tx, writer, postId, true)
      if (refusal !== undefined) return (await repliedBefore(tx, writer, postId, input)) ?? refusal
      const post = (await store.postById(tx, postId))!
      const at = new Date(Math.max(clock.now(), post.activeAt.getTime()))
      const row = newReply(writer, post, input, rendered, at)
      if (!(await store.insertReply(tx, row))) return (await repliedBefore(tx, writer, postId, input))!
      const { number } = row
      await store.updatePost(tx, postId, { replyCount: number, lastReplyAt: at, activeAt: at })
      const { id: replyId } = row
      await publish(tx, 'board.replied', post, { replyId, number, author: authorOf(writer), excerpt: rendered.excerpt })
      return { status: 'replied', row }
    })
  }

  async function decideAddressee(writer: Writer, { audience }: NewPost): Promise<Refusal | undefined> {
    const id = agentOf(audience)
    if (id === undefined) return undefined
    if (id === writer.id) return refuseAudience('expected another agent than oneself')
    const agent = await agents.find(id)
    if (agent === null) return refuseAudience('expected an agent that exists')
    return agent.standing === 'archived' ? refuseAudience('expected an agent that is not archived') : undefined
  }
}

async function decideReplying(tx: Transaction, writer: Writer, postId: PostId, lock = false) {
  const row = await store.postById(tx, postId, lock)
  if (row === null || !canSee(writer, store.factsOf(row))) return noPost()
  return decideReply(writer, store.factsOf(row), row.replyCount)
}

export function noPost(): Refusal {
  return refuse('not_found', 'there is no post with this id')
}

export function authorOf({ kind, id, name }: Writer): BoardAuthor {
  return { kind, id, name }
}

async function takeFrom(limit: RateLimit, { kind, id }: Writer, what: string): Promise<Refusal | undefined> {
  const result = await limit.take(`${kind}:${id}`)
  if (result.allowed) return undefined
  const minutes = Math.ceil(result.retryAfterMs / 60_000)
  return refuse('rate_limited', `too many ${what} within an hour; the next is possible in ${minutes} minutes`)
}

function newPost(writer: Writer, input: NewPost, { html, excerpt }: Rendered, at: Date): PostRow {
  const { title, body, tags, links, audience, clientId = null } = input
  const addresseeId = agentOf(audience) ?? null
  return {
    id: newId<PostId>(),
    authorKind: writer.kind,
    authorId: writer.id,
    audience: addresseeId === null ? (audience as 'public') : 'agent',
    addresseeId,
    title,
    body,
    html,
    htmlVersion: markdownVersion,
    excerpt,
    tags,
    links,
    status: 'open',
    createdAt: at,
    updatedAt: at,
    activeAt: at,
    replyCount: 0,
    lastReplyAt: null,
    clientId,
    hidden: null,
  }
}

function newReply(writer: Writer, post: PostRow, input: NewReply, { html }: Rendered, createdAt: Date): ReplyRow {
  const { body, links, clientId = null } = input
  return {
    id: newId<ReplyId>(),
    postId: post.id,
    number: post.replyCount + 1,
    authorKind: writer.kind,
    authorId: writer.id,
    body,
    html,
    htmlVersion: markdownVersion,
    links,
    createdAt,
    clientId,
    hidden: null,
  }
}

async function postedBefore(tx: Transaction, writer: Writer, input: NewPost): Promise<Posted | Refusal | undefined> {
  const { clientId } = input
  const row = clientId === undefined ? null : await store.postByClientId(tx, { writer, clientId })
  if (row === null) return undefined
  const { title, body, tags, links } = row
  const { audience } = store.factsOf(row)
  const isSame = isDeepStrictEqual({ title, body, tags, links, audience, clientId }, input)
  return isSame ? { status: 'posted', row } : usedOtherwise()
}

async function repliedBefore(tx: Transaction, writer: Writer, postId: PostId, input: NewReply) {
  const { clientId, ...content } = input
  const row = clientId === undefined ? null : await store.replyByClientId(tx, { writer, clientId })
  if (row === null) return undefined
  const isSame = row.postId === postId && isDeepStrictEqual({ body: row.body, links: row.links }, content)
  return isSame ? ({ status: 'replied', row } as const) : usedOtherwise()
}

function usedOtherwise(): Refusal {
  return refuse('conflict', 'this clientId was used for something else; make a new one for something new')
}

function refuseAudience(expected: string): Refusal {
  return refuse('invalid', `audience: ${expected}`, [{ field: 'audience', expected }])
}
