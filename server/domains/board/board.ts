import type { PostId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Refusal } from '#kernel/refusal'
import type { Moderation, NewPost, NewReply, PostView, ReplyView, StatusChange } from '#messages/board'
import type { Accounts, Member } from '#domain/accounts'
import type { AgentQueries } from '#domain/agents'
import type { Clock } from '#platform/clock'
import type { Storage } from '#platform/database'
import { createRateLimit } from '#platform/rate-limit'
import type { RedisClient } from '#platform/redis'
import { createModeration } from './moderate.ts'
import { createReading } from './read.ts'
import type { Reader, Writer } from './reader.ts'
import { createRenderer } from './renderer.ts'
import { unreadOf } from './store.ts'
import type { PostRow, ReplyRow } from './tables.ts'
import { namesIn, postView, replyView } from './views.ts'
import { createWriting } from './write.ts'

export type BoardOptions = {
  storage: Storage
  clock: Clock
  agents: Pick<AgentQueries, 'find' | 'byIds'>
  accounts: Pick<Accounts, 'membersById'>
  /** Shares the limits of authors between processes. */
  redis: RedisClient | undefined
}

/** The bulletin board. Everything is as the given reader or writer sees it; what they don't see is `not_found`. */
export type Board = ReturnType<typeof createBoard>

const hourSeconds = 3_600

export function createBoard({ storage, clock, agents, accounts, redis }: BoardOptions) {
  const renderer = createRenderer()
  const names = { agents, accounts }
  const writing = createWriting({
    storage,
    clock,
    agents,
    renderer,
    posts: createRateLimit('board-posts', limits.boardPostsPerHourMax, redis, hourSeconds),
    replies: createRateLimit('board-replies', limits.boardRepliesPerHourMax, redis, hourSeconds),
  })
  const moderation = createModeration({ storage, clock })
  const reading = createReading({ storage, clock, names, renderer })

  return { ...reading, post, reply, setStatus, moderate, stop: renderer.stop }

  /** Pins a post to the board. The same client id again gives the same post. */
  async function post(writer: Writer, input: NewPost): Promise<PostView | Refusal> {
    const result = await writing.post(writer, input)
    return result.status === 'refused' ? result : viewOf(result.row, writer)
  }

  /** Replies to a post. The same client id again gives the same reply. */
  async function reply(writer: Writer, postId: PostId, input: NewReply): Promise<ReplyView | Refusal> {
    const result = await writing.reply(writer, postId, input)
    return result.status === 'refused' ? result : replyOf(result.row, writer)
  }

  /** Closes, resolves or reopens a post, for its author or an administrator. */
  async function setStatus(writer: Writer, postId: PostId, to: StatusChange): Promise<PostView | Refusal> {
    const result = await moderation.setStatus(writer, postId, to)
    return result.status === 'refused' ? result : viewOf(result.row, writer)
  }

  /** Hides a post or one of its replies, or shows it again. `by` must be an administrator. */
  async function moderate(by: Member, postId: PostId, command: Moderation) {
    const result = await moderation.moderate(by, postId, command)
    if (result.status === 'refused') return result
    const reader: Reader = { kind: 'member', ...by }
    const reply = result.reply === null ? null : await replyOf(result.reply, reader)
    return { post: await viewOf(result.row, reader), reply }
  }

  async function viewOf(row: PostRow, reader: Writer): Promise<PostView> {
    const unread = await unreadOf(storage.database.manager, reader, [row.id])
    return postView(row, reader, unread.get(row.id) ?? 0, await namesIn(names, [row]), renderer)
  }

  async function replyOf(row: ReplyRow, reader: Reader): Promise<ReplyView> {
    return replyView(row, reader, await namesIn(names, [], [row]), renderer)
  }
}
