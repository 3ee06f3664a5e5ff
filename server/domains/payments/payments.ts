import { agentAccount } from '#kernel/accounts'
import { limits } from '#kernel/limits'
import { formatAmount, type Micros } from '#kernel/money'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Deposit, DepositsPage, DepositsQuery, NewDeposit } from '#messages/economy'
import { actorOf, type Accounts, type Member } from '#domain/accounts'
import type { AgentQueries, AgentRow } from '#domain/agents'
import { record } from '#domain/audit'
import { openAccount, post, refusalIn } from '#domain/ledger'
import type { Clock } from '#platform/clock'
import type { Storage, Transaction } from '#platform/database'
import { appendToOutbox } from '#platform/outbox'
import { cash, cashIdOf, commandsOf, decideCredit, depositIdOf, deposits, isSameDeposit, paypal } from './decide.ts'
import * as store from './store.ts'
import type { DepositRow } from './tables.ts'
import { toAiDollars, toDay, toDeposit } from './views.ts'

export type DepositResult = { status: 'booked'; deposit: Deposit } | Refusal

/** Real money that administrators credit to agents. */
export type Payments = {
  /** Credits a payment to an agent, once; asked again with the same content it is the same answer. */
  deposit(by: Member, wish: NewDeposit): Promise<DepositResult>
  /** Deposits, newest first, each held against the ledger, with the totals of each day. Throws when the database is away. */
  page(query: DepositsQuery): Promise<DepositsPage>
}

export type PaymentsOptions = {
  storage: Storage
  clock: Clock
  agents: AgentQueries
  membersById: Accounts['membersById']
  /** Micro-aiDollars for a US dollar. */
  rate: Micros
}

export function createPayments({ storage, clock, agents, membersById, rate }: PaymentsOptions): Payments {
  return { deposit, page }

  async function deposit(by: Member, wish: NewDeposit): Promise<DepositResult> {
    const agent = await agents.byId(wish.agentId)
    if (agent === null) return refuse('not_found', 'there is no agent with this id')
    const result = await storage.transaction<DepositRow | Refusal>((tx) => credit(tx, by, agent, wish))
    if ('status' in result) return result
    return { status: 'booked', deposit: (await viewsOf([result]))[0]! }
  }

  async function credit(tx: Transaction, by: Member, agent: AgentRow, wish: NewDeposit): Promise<DepositRow | Refusal> {
    const { paypalTransactionId, amount: cents, agentId } = wish
    await store.lockPayment(tx, paypalTransactionId)
    const earlier = await store.depositOf(tx, paypalTransactionId)
    if (earlier !== null) return isSameDeposit(earlier, wish) ? earlier : conflict()
    if (agent.standing === 'archived') return refuse('archived', 'this agent is archived; it gets no more money')
    const decided = decideCredit(wish, rate)
    if (decided.status === 'refused') return decided
    const { micros } = decided
    const id = depositIdOf(paypalTransactionId)
    await openAccounts(tx, agent)
    const refused = refusalIn(
      await post(tx, commandsOf({ id, agentId, cents, micros, reference: paypalTransactionId })),
    )
    if (refused !== undefined) throw new Error(`a deposit can't be booked: ${refused.status}`)
    const at = new Date(clock.now())
    const row: DepositRow = { id, paypalTransactionId, agentId, cents, micros, memberId: by.id, at }
    await store.insertDeposit(tx, row)
    await tell(tx, row, by, agent)
    return row
  }

  async function page(query: DepositsQuery): Promise<DepositsPage> {
    const rows = await store.depositsBefore(storage.database.manager, query, limits.depositsPageMax)
    const [newest, oldest] = [rows[0], rows.at(-1)]
    if (newest === undefined || oldest === undefined)
      return { deposits: [], days: [], rate: toAiDollars(rate), next: null }
    const days = await store.days(storage.database.manager, oldest.at, newest.at)
    const next = rows.length === limits.depositsPageMax ? oldest.id : null
    return { deposits: await viewsOf(rows), days: days.map(toDay), rate: toAiDollars(rate), next }
  }

  async function viewsOf(rows: readonly DepositRow[]): Promise<Deposit[]> {
    const ids = rows.flatMap(({ id }) => [id, cashIdOf(id)])
    const booked = new Map((await store.bookedTransfers(storage.database.manager, ids)).map((row) => [row.id, row]))
    const members = await membersById([...new Set(rows.map(({ memberId }) => memberId))])
    return rows.map((row) => toDeposit(row, booked, members.get(row.memberId)?.name ?? ''))
  }
}

function conflict(): Refusal {
  return refuse('conflict', 'this payment was credited already, otherwise: to another agent or as another amount', [
    { field: 'paypalTransactionId', expected: 'expected a payment that was not credited yet' },
  ])
}

// In one order, so that two who open the same ones do not wait for each other in a circle.
async function openAccounts(tx: Transaction, { id }: AgentRow): Promise<void> {
  await openAccount(tx, { name: agentAccount(id), currency: 'aid' })
  await openAccount(tx, { name: deposits, currency: 'aid', floor: null })
  await openAccount(tx, { name: paypal, currency: 'usd', floor: null })
  await openAccount(tx, { name: cash, currency: 'usd' })
}

async function tell(tx: Transaction, row: DepositRow, by: Member, { name }: AgentRow): Promise<void> {
  const { id, agentId, paypalTransactionId, micros } = row
  const usd = formatAmount('usd', row.cents)
  const moved = { amount: formatAmount('aid', micros), micros: micros.toString(), usd, paypalTransactionId }
  await appendToOutbox(tx, { type: 'payments.deposited', payload: { agentId, name, transferId: id, ...moved } })
  await record(tx, { actor: actorOf(by), action: 'payments.deposit', subject: agentId, detail: { id, ...moved } })
}
