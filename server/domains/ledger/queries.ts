import type { TransferId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Currency } from '#kernel/money'
import type { Millis } from '#kernel/time'
import type { Storage } from '#platform/database'
import { accountIdOf, type AccountName } from './account.ts'
import { receiptOf } from './receipt.ts'

/** What an account has. `available` is what may still be spent: down to the floor and without what is held; null: any. */
export type Balance = {
  currency: Currency
  balance: bigint
  held: bigint
  available: bigint | null
  version: bigint
}

/** A change of one account, by one transfer: what was added to it and to what is held, and what that made of both. */
export type Entry = {
  version: bigint
  transferId: TransferId
  kind: 'plain' | 'pending' | 'post' | 'void' | 'expire'
  /** The other account of the transfer. */
  other: AccountName
  amount: bigint
  heldChange: bigint
  balance: bigint
  held: bigint
  reason: string
  reference: string | null
  at: Millis
}

/** Reads from the ledger. These throw when the database is away. */
export function createLedgerQueries({ database }: Storage) {
  return { balanceOf, balancesOf, entriesOf, receipt: (id: TransferId) => receiptOf(database, id), keys }

  async function balanceOf(name: AccountName): Promise<Balance | undefined> {
    return (await balancesOf([name])).get(name)
  }

  /** The balances of those of the accounts that exist. */
  async function balancesOf(names: readonly AccountName[]): Promise<Map<AccountName, Balance>> {
    const rows = await database.query<BalanceRow[]>(
      'select name, currency, balance, held, floor, version from ledger.accounts where id = any($1)',
      [names.map(accountIdOf)],
    )
    return new Map(rows.map((row) => [row.name, toBalance(row)]))
  }

  /** The entries of an account before a version, newest first, at most `limits.ledgerEntriesPageMax`. */
  async function entriesOf(name: AccountName, before: bigint | undefined, max: number): Promise<Entry[]> {
    const rows = await database.query<EntryRow[]>(
      `select e.version, e.transfer, t.kind, o.name as other, e.amount, e.held_change, e.balance, e.held, t.reason,
         t.reference, t.created_at
       from ledger.entries e join ledger.transfers t on t.id = e.transfer
         join ledger.accounts o on o.id = case e.account when t.debit then t.credit else t.debit end
       where e.account = $1 and e.version < $2 order by e.version desc limit $3`,
      [accountIdOf(name), (before ?? 2n ** 62n).toString(), Math.min(max, limits.ledgerEntriesPageMax)],
    )
    return rows.map(toEntry)
  }

  /** The public keys that batches are signed with, in hexadecimal, oldest first. */
  async function keys(): Promise<{ id: string; publicKey: string; since: Millis }[]> {
    const rows = await database.query<{ id: string; public_key: Buffer; since: Date }[]>(
      'select id, public_key, since from ledger.keys order by since, id',
    )
    return rows.map(({ id, public_key, since }) => ({
      id,
      publicKey: public_key.toString('hex'),
      since: since.getTime(),
    }))
  }
}

export type LedgerQueries = ReturnType<typeof createLedgerQueries>

type BalanceRow = {
  name: AccountName
  currency: Currency
  balance: string
  held: string
  floor: string | null
  version: string
}

function toBalance({ currency, floor, ...row }: BalanceRow): Balance {
  const [balance, held, version] = [BigInt(row.balance), BigInt(row.held), BigInt(row.version)]
  return { currency, balance, held, version, available: floor === null ? null : balance - held - BigInt(floor) }
}

type EntryRow = {
  version: string
  transfer: TransferId
  kind: Entry['kind']
  other: AccountName
  amount: string
  held_change: string
  balance: string
  held: string
  reason: string
  reference: string | null
  created_at: Date
}

function toEntry({ transfer, created_at, kind, other, reason, reference, ...row }: EntryRow): Entry {
  return {
    version: BigInt(row.version),
    transferId: transfer,
    kind,
    other,
    reason,
    reference,
    amount: BigInt(row.amount),
    heldChange: BigInt(row.held_change),
    balance: BigInt(row.balance),
    held: BigInt(row.held),
    at: created_at.getTime(),
  }
}
