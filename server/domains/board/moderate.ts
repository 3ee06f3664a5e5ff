import type { PostId, ReplyId } from '#kernel/ids'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Moderation, StatusChange } from '#messages/board'
import { actorOf, type Member } from '#domain/accounts'
import { record } from '#domain/audit'
import type { Clock } from '#platform/clock'
import type { Storage, Transaction } from '#platform/database'
import { decideModeration, decideStatus, decideWriting, isChange } from './decide.ts'
import { publish } from './publish.ts'
import { canSee, isAuthor, type Writer } from './reader.ts'
import * as store from './store.ts'
import type { PostRow, ReplyRow } from './tables.ts'
import { authorOf, noPost } from './write.ts'

export type StatusSet = { status: 'set'; row: PostRow } | Refusal
export type Moderated = { status: 'moderated'; row: PostRow; reply: ReplyRow | null } | Refusal

/** How posts stand, and what of them is hidden. */
export function createModeration({ storage, clock }: { storage: Storage; clock: Clock }) {
  return { setStatus, moderate }

  /** Closes, resolves or reopens a post; twice is once. What an administrator does with others' posts is audited. */
  function setStatus(writer: Writer, postId: PostId, to: StatusChange): Promise<StatusSet> {
    return storage.transaction<StatusSet>(async (tx) => {
      const row = await store.postById(tx, postId, true)
      if (row === null || !canSee(writer, store.factsOf(row))) return noPost()
      const facts = store.factsOf(row)
      const refusal = decideWriting(writer) ?? decideStatus(writer, facts)
      if (refusal !== undefined) return refusal
      if (!isChange(to, facts)) return { status: 'set', row }
      const changed = { status: to.status, updatedAt: now() }
      await store.updatePost(tx, postId, changed)
      const change = { from: row.status, to: to.status }
      if (!isAuthor(writer, facts)) await auditOf(tx, writer, 'board.status', postId, change)
      await publish(tx, 'board.status_changed', row, { ...change, by: authorOf(writer) })
      return { status: 'set', row: { ...row, ...changed } }
    })
  }

  /** Hides a post or one of its replies, or shows it again, for an administrator. Nothing is erased; twice is once. */
  function moderate(by: Member, postId: PostId, command: Moderation): Promise<Moderated> {
    return storage.transaction<Moderated>(async (tx) => {
      const row = await store.postById(tx, postId, true)
      if (row === null) return noPost()
      const { replyId } = command
      return replyId === undefined ? moderatePost(tx, by, row, command) : moderateReply(tx, by, row, replyId, command)
    })
  }

  async function moderatePost(tx: Transaction, by: Member, row: PostRow, command: Moderation): Promise<Moderated> {
    const { status, hidden } = row
    const decision = decideModeration(command, by.id, clock.now(), { status, hidden })
    if (decision === undefined) return { status: 'moderated', row, reply: null }
    const changed = { ...row, ...decision, updatedAt: now() }
    await store.updatePost(tx, row.id, { ...decision, updatedAt: changed.updatedAt })
    await note(tx, by, row.id, command, { status, hidden }, decision)
    await tell(tx, changed, null, command)
    return { status: 'moderated', row: changed, reply: null }
  }

  async function moderateReply(tx: Transaction, by: Member, row: PostRow, replyId: ReplyId, command: Moderation) {
    const [reply] = await store.repliesByIds(tx, [replyId])
    if (reply === undefined || reply.postId !== row.id) return refuse('not_found', 'this post has no such reply')
    const { hidden } = reply
    const decision = decideModeration(command, by.id, clock.now(), { hidden })
    if (decision === undefined) return { status: 'moderated' as const, row, reply }
    await store.updateReply(tx, replyId, decision)
    await note(tx, by, replyId, command, { hidden }, decision)
    await tell(tx, row, replyId, command)
    return { status: 'moderated' as const, row, reply: { ...reply, ...decision } }
  }

  function now(): Date {
    return new Date(clock.now())
  }
}

function note(tx: Transaction, by: Member, subject: string, command: Moderation, before: object, after: object) {
  const { action, reason } = command
  return record(tx, { actor: actorOf(by), action: `board.${action}`, subject, detail: { reason, before, after } })
}

// While a post is hidden its title is not told again.
function tell(tx: Transaction, row: PostRow, replyId: ReplyId | null, { action }: Moderation): Promise<void> {
  const title = row.hidden === null ? row.title : ''
  return publish(tx, 'board.moderated', row, { replyId, action, status: row.status, title })
}

function auditOf(tx: Transaction, { id }: Writer, action: string, subject: PostId, detail: object): Promise<void> {
  return record(tx, { actor: `member:${id}`, action, subject, detail })
}
