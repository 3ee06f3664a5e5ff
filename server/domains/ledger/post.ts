import type { Fact } from '#events/index'
import { limits } from '#kernel/limits'
import type { Database, Transaction } from '#platform/database'
import { appendToOutbox } from '#platform/outbox'
import { type Command, faultsOf } from './command.ts'
import * as store from './store.ts'
import { invalidVerdicts, type Verdict } from './verdict.ts'

/**
 * Carries out commands in the caller's transaction, as one group: all of them or none, a verdict for each, in order. A
 * refusal leaves the transaction as usable as before. Asking again with the same ids and content answers `exists`. The
 * accounts stay locked until the transaction ends, so post as its last act, and once: one call takes its locks in order.
 */
export async function post(tx: Transaction, commands: readonly Command[]): Promise<Verdict[]> {
  const refused = refuseByWords(commands)
  if (refused !== undefined) return refused
  const verdicts = await store.post((text, values) => tx.query(text, values), [commands])
  await appendToOutbox(tx, ...(await factsOf(tx, commands, verdicts)))
  return verdicts
}

/** The verdicts on a group that need no database, because one of its commands can't be read; undefined otherwise. */
export function refuseByWords(commands: readonly Command[]): Verdict[] | undefined {
  if (commands.length === 0 || commands.length > limits.ledgerGroupMax) {
    throw new RangeError(`expected 1 to ${limits.ledgerGroupMax} commands, not ${commands.length}`)
  }
  const faults = faultsOf(commands)
  return faults.some((fault) => fault !== undefined) ? invalidVerdicts(commands, faults) : undefined
}

/** The events of those commands that were done just now and are to be told. */
export async function factsOf(
  tx: Transaction,
  commands: readonly Command[],
  verdicts: readonly Verdict[],
): Promise<Fact[]> {
  const told = commands.filter((command, at) => command.announce === true && verdicts[at]!.status === 'created')
  if (told.length === 0) return []
  const rows = await store.transfersByIds(
    tx,
    told.map(({ id }) => id),
  )
  return rows.map((payload) => ({ type: 'ledger.transferred', payload }))
}

const expiringAccountsMax = 500

/** Ends holds whose time is over; what touches their accounts does so too, so this is for those that nobody touches. */
export async function expireHolds(database: Database): Promise<void> {
  await database.query('select ledger.expire_holds($1)', [expiringAccountsMax])
}
