import { allowanceAccount, agentAccount } from '#kernel/accounts'
import type { AgentId, MemberId } from '#kernel/ids'
import { micros, type Micros } from '#kernel/money'
import type { Refusal } from '#kernel/refusal'
import type { Millis } from '#kernel/time'
import { post, refusalIn, type PlainCommand } from '#domain/ledger'
import type { Clock } from '#platform/clock'
import type { Storage, Transaction } from '#platform/database'
import { derivedId } from '#platform/ids'
import * as books from './books.ts'
import { grants, openAccounts, treasury } from './doors.ts'
import * as store from './store.ts'

/** What is given without being asked for, in micro-aiDollars; null is nothing. */
export type GrantSettings = {
  /** What a new agent starts with. */
  start: Micros | null
  /** What a verified member's allowance is topped up to each day. */
  daily: Micros | null
}

/** Gives what everyone is due, once. Each resolves when it is there, or says that the storage is away. */
export type Grants = {
  /** Opens an agent's account and gives it what it starts with, unless it has been given already. */
  toAgent(id: AgentId): Promise<Refusal | undefined>
  /** Gives a member the allowance of the day, unless it has been given already. */
  toMember(id: MemberId): Promise<Refusal | undefined>
  /** When the next allowance comes. */
  renewsAt(): Millis
}

const rememberedMax = 10_000
const dayMs = 86_400_000

export function createGrants(options: { storage: Storage; clock: Clock; settings: GrantSettings }): Grants {
  const { storage, clock, settings } = options
  const given = new Set<string>()
  return { toAgent, toMember, renewsAt }

  function toAgent(id: AgentId): Promise<Refusal | undefined> {
    return once(`start of ${id}`, (tx) => giveStart(tx, id, settings.start))
  }

  function toMember(id: MemberId): Promise<Refusal | undefined> {
    const day = new Date(clock.now()).toISOString().slice(0, 10)
    return once(`allowance of ${id} on ${day}`, (tx) => giveAllowance(tx, id, day, settings.daily))
  }

  function renewsAt(): Millis {
    return (Math.floor(clock.now() / dayMs) + 1) * dayMs
  }

  // The memory spares the database the question; what decides is in the database.
  async function once(name: string, give: (tx: Transaction) => Promise<void>): Promise<Refusal | undefined> {
    if (given.has(name)) return undefined
    const result = await storage.transaction<'given' | Refusal>(async (tx) => {
      await give(tx)
      return 'given'
    })
    if (result !== 'given') return result
    if (given.size >= rememberedMax) given.clear()
    given.add(name)
    return undefined
  }
}

async function giveStart(tx: Transaction, id: AgentId, start: Micros | null): Promise<void> {
  const account = agentAccount(id)
  await openAccounts(tx, account, treasury)
  if (start === null) return
  await pay(tx, {
    id: derivedId(`start:${id}`),
    kind: 'plain',
    debit: treasury,
    credit: account,
    currency: 'aid',
    amount: start,
    reason: 'start',
  })
}

async function giveAllowance(tx: Transaction, id: MemberId, day: string, daily: Micros | null): Promise<void> {
  await store.lockMember(tx, id)
  if (await store.hasAllowance(tx, id, day)) return
  const account = allowanceAccount(id)
  await openAccounts(tx, account, grants)
  const missing = (daily ?? 0n) - (await books.balanceIn(tx, account))
  await store.insertAllowance(tx, { memberId: id, day, micros: missing > 0n ? missing : 0n })
  if (missing <= 0n) return
  await pay(tx, {
    id: derivedId(`allowance:${id}:${day}`),
    kind: 'plain',
    debit: grants,
    credit: account,
    currency: 'aid',
    amount: micros(missing),
    reason: 'allowance',
  })
}

// What was given once stays as it was, also when the setting has changed since.
async function pay(tx: Transaction, command: PlainCommand): Promise<void> {
  const refusal = refusalIn(await post(tx, [command]))
  if (refusal !== undefined && refusal.status !== 'exists_different')
    throw new Error(`${command.reason} can't be given: ${refusal.status}`)
}
