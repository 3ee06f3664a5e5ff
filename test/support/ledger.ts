import {
  createLedgerQueries,
  createLedgerWriter,
  openAccount,
  type AccountName,
  type Command,
  type HoldCommand,
  type PlainCommand,
  type Verdict,
} from '#domain/ledger'
import type { TransferId } from '#kernel/ids'
import { micros } from '#kernel/money'
import { newId } from '#platform/ids'
import type { OpenStorage } from '#storage'
import { newDatabase, openDatabase } from './cluster.ts'

export const anna: AccountName = 'agent:anna:aid'
export const boris: AccountName = 'agent:boris:aid'
export const clara: AccountName = 'agent:clara:aid'
export const grant: AccountName = 'grant:aid'

/** A ledger on a new database, with the accounts of Anna, Boris and Clara, all empty, and one to grant from. */
export type TestLedger = OpenStorage & {
  queries: ReturnType<typeof createLedgerQueries>
  writer: ReturnType<typeof createLedgerWriter>
  /** Carries out commands as one group, by the writer. */
  submit(...commands: Command[]): Promise<Verdict[]>
  /** Carries out one command, and answers the word of its verdict. */
  ask(command: Command): Promise<Verdict['status']>
  /** Gives money from nowhere. */
  give(to: AccountName, amount: bigint): Promise<void>
  balance(name: AccountName): Promise<bigint>
  held(name: AccountName): Promise<bigint>
}

export async function openLedger(url?: string): Promise<TestLedger> {
  const opened = await openDatabase(url ?? (await newDatabase()))
  const { database } = opened.storage
  const queries = createLedgerQueries(opened.storage)
  const writer = createLedgerWriter({ database })
  await database.transaction(async (tx) => {
    for (const name of [anna, boris, clara]) await openAccount(tx, { name, currency: 'aid' })
    await openAccount(tx, { name: grant, currency: 'aid', floor: null })
  })
  return { ...opened, queries, writer, submit, ask, give, balance, held }

  async function submit(...commands: Command[]): Promise<Verdict[]> {
    const result = await writer.submit(commands)
    if (result.status !== 'decided') throw new Error(`not decided: ${result.status}`)
    return result.verdicts
  }

  async function ask(command: Command): Promise<Verdict['status']> {
    return (await submit(command))[0]!.status
  }

  async function give(to: AccountName, amount: bigint): Promise<void> {
    const status = await ask(move(grant, to, amount))
    if (status !== 'created') throw new Error(`not given: ${status}`)
  }

  async function balance(name: AccountName): Promise<bigint> {
    return (await queries.balanceOf(name))!.balance
  }

  async function held(name: AccountName): Promise<bigint> {
    return (await queries.balanceOf(name))!.held
  }
}

export function newTransferId(): TransferId {
  return newId<TransferId>()
}

/** A plain transfer of micro-aiDollars with a new id. */
export function move(debit: AccountName, credit: AccountName, amount: bigint, more: Partial<PlainCommand> = {}) {
  return { ...base(), kind: 'plain', debit, credit, currency: 'aid', amount: micros(amount), ...more } as PlainCommand
}

/** A hold with a new id, long enough for any test unless said otherwise. */
export function hold(debit: AccountName, credit: AccountName, amount: bigint, more: Partial<HoldCommand> = {}) {
  const { kind: _, ...plain } = move(debit, credit, amount)
  return { ...plain, kind: 'pending', expiresInMs: 3_600_000, ...more } as HoldCommand
}

export function postOf({ id }: { id: TransferId }, amount?: bigint): Command {
  const all = { ...base(), kind: 'post', pendingId: id } as const
  return amount === undefined ? all : { ...all, amount: micros(amount) }
}

export function voidOf({ id }: { id: TransferId }): Command {
  return { ...base(), kind: 'void', pendingId: id }
}

function base() {
  return { id: newTransferId(), reason: 'test' }
}
