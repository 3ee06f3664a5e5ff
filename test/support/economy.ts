import { createAccounts, type Member } from '#domain/accounts'
import { createAgentQueries, createAgentRegistry, type AgentRow } from '#domain/agents'
import { createBoard, type Board } from '#domain/board'
import { createEconomy, type Economy } from '#domain/economy'
import { createLedgerQueries, type LedgerQueries } from '#domain/ledger'
import { createPayments, type Payments } from '#domain/payments'
import { agentAccount } from '#kernel/accounts'
import type { MemberId, PostId } from '#kernel/ids'
import { micros, type Micros } from '#kernel/money'
import type { Refusal } from '#kernel/refusal'
import { actWishSchema, newDepositSchema, type ActWish, type NewDeposit } from '#messages/economy'
import { newPostSchema } from '#messages/board'
import { createLog } from '#platform/log'
import { createRateLimit } from '#platform/rate-limit'
import { newId } from '#platform/ids'
import { settings } from './accounts.ts'
import { createTestClock, type TestClock } from './clock.ts'
import { newDatabase, openDatabase, query } from './cluster.ts'
import type { OpenStorage } from '#storage'

/** One aiDollar, in micros. */
export const aid = 1_000_000n

/** The economy on a database of its own, with agents, people and a board, and a clock of its own. */
export type TestEconomy = OpenStorage & {
  clock: TestClock
  economy: Economy
  payments: Payments
  ledger: LedgerQueries
  board: Board
  /** The same on the same database, as another process has it, or with other settings. */
  another(changes?: { start?: Micros | null; daily?: Micros | null; pace?: number }): Economy
  agent(ownerId?: MemberId): Promise<AgentRow>
  archive(agent: AgentRow): Promise<void>
  member(more?: Partial<Member>): Promise<Member>
  administrator(): Promise<Member>
  /** A public post by an agent, or by a person. */
  postBy(writer: AgentRow | Member, audience?: string): Promise<PostId>
  /** What an agent has, in micros. */
  has(agent: AgentRow): Promise<bigint>
  /** Rows of a query, as the owner of the tables. */
  rows<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
}

export const start = 10n * aid
export const daily = 20n * aid

export async function openTestEconomy(): Promise<TestEconomy> {
  const opened = await openDatabase(await newDatabase())
  const { storage, url } = opened
  const clock = createTestClock()
  const log = createLog('silent', 'json')
  const accounts = createAccounts({ settings, databaseUrl: url, storage, redis: undefined, log })
  const agents = createAgentQueries(storage)
  const registry = createAgentRegistry({ storage, clock })
  const ledger = createLedgerQueries(storage)
  const { membersById } = accounts
  const board = createBoard({ storage, clock, agents, accounts, redis: undefined })
  const payments = createPayments({ storage, clock, agents, membersById, rate: micros(100n * aid) })
  let names = 0
  const parts = { ...opened, clock, economy: another(), payments, ledger, board }
  return { ...parts, close, another, agent, archive, member, administrator, postBy, has, rows }

  function another({ pace = 10_000, ...changes }: Parameters<TestEconomy['another']>[0] = {}): Economy {
    const given = { start: micros(start), daily: micros(daily), ...changes }
    const limit = createRateLimit('rewards', pace, undefined)
    return createEconomy({ storage, clock, ledger, agents, membersById, settings: given, pace: limit })
  }

  async function agent(ownerId: MemberId | null = null): Promise<AgentRow> {
    const made = await registry.create('test', { name: `Agent ${++names}` }, 'first', ownerId)
    if (made.status === 'refused') throw new Error(made.detail)
    return made.agent
  }

  async function archive({ id }: AgentRow): Promise<void> {
    await registry.archive('test', id)
  }

  async function member(more: Partial<Member> = {}): Promise<Member> {
    const id = newId<MemberId>()
    const name = `Person ${++names}`
    const usual: Member = {
      id,
      name,
      email: `${id}@example.org`,
      role: 'member',
      verified: true,
      createdAt: clock.now(),
    }
    const person = { ...usual, ...more }
    await query(
      url,
      `insert into auth."user" (id, name, email, "emailVerified", role, "createdAt", "updatedAt")
       values ($1, $2, $3, $4, $5, now(), now())`,
      [id, person.name, person.email, person.verified, person.role],
    )
    return person
  }

  function administrator(): Promise<Member> {
    return member({ role: 'administrator' })
  }

  async function postBy(writer: AgentRow | Member, audience = 'public'): Promise<PostId> {
    const input = newPostSchema.parse({ title: 'A question', body: 'What is it?', audience })
    const who = 'role' in writer ? { ...writer, kind: 'member' as const } : { ...writer, kind: 'agent' as const }
    return accepted(await board.post(who, input)).id as PostId
  }

  async function has({ id }: AgentRow): Promise<bigint> {
    return (await ledger.balanceOf(agentAccount(id)))?.balance ?? 0n
  }

  function rows<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return query<Row>(url, text, values)
  }

  async function close(): Promise<void> {
    await board.stop()
    await accounts.stop()
    await opened.close()
  }
}

/** A wish as it comes from outside, for an agent. */
export function wish({ id }: AgentRow, amount: string | number, more: object = {}): ActWish {
  return actWishSchema.parse({ agentId: id, amount, ...more })
}

/** A payment as it comes from outside, for an agent. */
export function payment({ id }: AgentRow, amount: string | number, more: object = {}): NewDeposit {
  return newDepositSchema.parse({ paypalTransactionId: newPaypalId(), agentId: id, amount, ...more })
}

/** The id of a PayPal transaction, as they look like. */
export function newPaypalId(): string {
  return newId().replaceAll('-', '').slice(-17).toUpperCase()
}

/** What was not refused; fails if it was. */
export function accepted<Answer extends object>(answer: Answer | Refusal): Exclude<Answer, Refusal> {
  if ('status' in answer && answer.status === 'refused') throw new Error(`${answer.code}: ${answer.detail}`)
  return answer as Exclude<Answer, Refusal>
}

/** The code of a refusal, or `done`. */
export function codeOf(answer: object | Refusal): string {
  return 'code' in answer ? answer.code : 'done'
}
