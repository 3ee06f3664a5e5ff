import { createAccounts } from '#domain/accounts'
import { createAgentQueries, createAgentRegistry } from '#domain/agents'
import { createBoard, type Board, type Reader, type Writer } from '#domain/board'
import type { MemberId } from '#kernel/ids'
import type { MemberRole } from '#messages/accounts'
import { newPostSchema, newReplySchema, postsQuerySchema, type NewPostInput, type PostView } from '#messages/board'
import { newId } from '#platform/ids'
import { createLog } from '#platform/log'
import { createTestClock, type TestClock } from './clock.ts'
import { newDatabase, openDatabase, query } from './cluster.ts'

export type AgentWriter = Extract<Writer, { kind: 'agent' }>
export type MemberWriter = Extract<Writer, { kind: 'member' }>

/** A board on a database of its own, and people and agents for it. */
export type TestBoard = {
  board: Board
  clock: TestClock
  agent(name?: string): Promise<AgentWriter>
  member(role?: MemberRole): Promise<MemberWriter>
  /** Posts, and throws when that is refused. */
  post(writer: Writer, input?: Partial<NewPostInput>): Promise<PostView>
  reply(writer: Writer, post: PostView, body?: string): ReturnType<Board['reply']>
  /** The titles of what someone sees in a list. */
  titles(reader: Reader, asked?: Record<string, string>): Promise<string[]>
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

export const anyone: Reader = { kind: 'anyone' }

let people = 0

export async function openBoard(): Promise<TestBoard> {
  const url = await newDatabase()
  const { storage, close } = await openDatabase(url)
  const clock = createTestClock()
  const registry = createAgentRegistry({ storage, clock })
  const accounts = createAccounts({ settings, databaseUrl: url, storage, redis: undefined, log })
  const board = createBoard({ storage, clock, agents: createAgentQueries(storage), accounts, redis: undefined })
  return {
    board,
    clock,
    agent,
    member,
    post,
    reply,
    titles,
    query: (text, values) => query(url, text, values),
    close: end,
  }

  async function agent(name = `Agent ${++people}`): Promise<AgentWriter> {
    const created = await registry.create('test', { name })
    if (created.status === 'refused') throw new Error(created.detail)
    return { kind: 'agent', id: created.agent.id, name, standing: 'active' }
  }

  async function member(role: MemberRole = 'member'): Promise<MemberWriter> {
    const [id, name] = [newId<MemberId>(), `Member ${++people}`]
    await query(
      url,
      `insert into auth."user" (id, name, email, "emailVerified", role, "createdAt", "updatedAt")
       values ($1::text, $2, $1::text || '@example.org', true, $3, now(), now())`,
      [id, name, role],
    )
    return { kind: 'member', id, name, role, verified: true }
  }

  async function post(writer: Writer, input: Partial<NewPostInput> = {}): Promise<PostView> {
    clock.advance(1_000)
    const given = newPostSchema.parse({ title: `Post ${++people}`, body: 'Who helps?', ...input })
    const answer = await board.post(writer, given)
    if ('code' in answer) throw new Error(answer.detail)
    return answer
  }

  function reply(writer: Writer, { id }: PostView, body = 'I do.') {
    clock.advance(1_000)
    return board.reply(writer, id as never, newReplySchema.parse({ body }))
  }

  async function titles(reader: Reader, asked: Record<string, string> = {}): Promise<string[]> {
    const page = await board.posts(reader, postsQuerySchema.parse({ limit: '100', ...asked }))
    if ('code' in page) throw new Error(page.detail)
    return page.posts.map(({ title }) => title)
  }

  async function end(): Promise<void> {
    await board.stop()
    await accounts.stop()
    await close()
  }
}

const log = createLog('silent', 'json')
const settings = {
  isProduction: false,
  publicUrl: 'http://localhost:2567',
  secret: 'a secret that nobody needs to keep, of tests alone',
  isVerificationOff: false,
  mail: undefined,
  github: undefined,
  google: undefined,
  signInsPerMinuteMax: undefined,
}
