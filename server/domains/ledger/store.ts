import type { TransferId } from '#kernel/ids'
import { amountMax } from '#kernel/money'
import type { Transaction } from '#platform/database'
import type { LedgerEvents } from '#events/ledger'
import { accountIdOf } from './account.ts'
import type { Command } from './command.ts'
import type { Verdict } from './verdict.ts'

/** Asks the database: a transaction of the pool, or a connection of one's own. */
export type Ask = (text: string, values: unknown[]) => Promise<unknown>

const columns =
  '$1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[], $7::uuid[], $8::integer[], $9::uuid[], ' +
  '$10::text[], $11::text[]'

/** Decides groups in the transaction of someone else, which stays usable whatever happens; a verdict for each command. */
export function post(ask: Ask, groups: readonly (readonly Command[])[]): Promise<Verdict[]> {
  return decide(ask, `select * from ledger.post(${columns})`, groups)
}

/** As `post`, faster, in a transaction that can be asked for again: an id used elsewhere at the same moment breaks a key. */
export function postAlone(ask: Ask, groups: readonly (readonly Command[])[]): Promise<Verdict[]> {
  return decide(ask, `select * from ledger.decide(${columns}, '{}')`, groups)
}

async function decide(ask: Ask, query: string, groups: readonly (readonly Command[])[]): Promise<Verdict[]> {
  const [row] = (await ask(query, columnsOf(groups))) as [VerdictRow]
  return row.verdicts.map((_, at) => toVerdict(row, at))
}

type VerdictRow = { verdicts: string[]; missing: (string | null)[]; moved: (string | null)[]; moments: (Date | null)[] }

function columnsOf(groups: readonly (readonly Command[])[]): unknown[] {
  const columns: unknown[][] = Array.from({ length: 11 }, () => [])
  for (const group of groups) {
    const groupId = group.length > 1 ? group[0]!.id : null
    for (const command of group) {
      valuesOf(command, groupId).forEach((value, at) => columns[at]!.push(value))
    }
  }
  return columns
}

function valuesOf(command: Command, groupId: string | null): unknown[] {
  const { id, kind, reason, reference = null } = command
  if ('pendingId' in command) {
    const amount = command.kind === 'post' ? (command.amount === undefined ? null : sent(command.amount)) : null
    return [id, kind, null, null, null, amount, command.pendingId, null, groupId, reason, reference]
  }
  const { currency, amount } = command
  const timeoutMs = command.kind === 'pending' ? command.expiresInMs : null
  const accounts = [accountIdOf(command.debit), accountIdOf(command.credit)]
  return [id, kind, ...accounts, currency, sent(amount), null, timeoutMs, groupId, reason, reference]
}

// What is out of range in any case need not fit the column.
function sent(amount: bigint): string {
  if (amount < 0n) return '0'
  return (amount > amountMax ? amountMax + 1n : amount).toString()
}

function toVerdict({ verdicts, missing, moved, moments }: VerdictRow, at: number): Verdict {
  const status = verdicts[at]!
  switch (status) {
    case 'created':
    case 'exists':
      return { status, amount: BigInt(moved[at]!), at: moments[at]!.getTime() }
    case 'debit_unknown':
      return { status: 'account_unknown', which: 'debit' }
    case 'credit_unknown':
      return { status: 'account_unknown', which: 'credit' }
    case 'insufficient_funds':
      return { status, missing: BigInt(missing[at]!) }
    default:
      return { status } as Verdict
  }
}

type TransferPayload = LedgerEvents['ledger.transferred']

/** Transfers as their events tell of them, in the order in which they were made. */
export function transfersByIds(tx: Transaction, ids: TransferId[]): Promise<TransferPayload[]> {
  return tx.query<TransferPayload[]>(
    `select t.id as "transferId", t.kind, d.name as debit, c.name as credit, t.currency, t.amount::text, t.reason,
       t.reference
     from ledger.transfers t join ledger.accounts d on d.id = t.debit join ledger.accounts c on c.id = t.credit
     where t.id = any($1) order by t.seq`,
    [ids],
  )
}
