import type { AgentId, TransferId } from '#kernel/ids'
import { agentAccount } from '#kernel/accounts'
import { limits } from '#kernel/limits'
import type { Currency } from '#kernel/money'
import type { Millis } from '#kernel/time'
import type { TransfersFilter } from '#messages/economy'
import type { AccountName, Entry } from '#domain/ledger'
import type { Database, Transaction } from '#platform/database'

// Reads the ledger's tables where its front door has no answer; only its functions can change them.

/** What an account has, as the transaction sees it; 0 when there is none. */
export async function balanceIn(tx: Transaction, name: AccountName): Promise<bigint> {
  const query = 'select balance - held as free from ledger.accounts where id = ledger.account_id($1)'
  const [row] = await tx.query<{ free: string }[]>(query, [name])
  return BigInt(row?.free ?? 0)
}

export type TransferRow = {
  /** Where a page goes on after it: its number, or within one account that of the account's change. */
  cursor: string
  seq: string
  id: TransferId
  at: Date
  kind: Entry['kind']
  debit: string
  credit: string
  currency: Currency
  amount: string
  reason: string
  reference: string | null
  pendingId: string | null
}

/** Transfers that a filter picks, newest first. */
export function transfers(database: Database, filter: TransfersFilter, max: number): Promise<TransferRow[]> {
  const values: unknown[] = []
  const value = (given: unknown) => `$${values.push(given)}`
  const { account, kind, reason, from, to, before } = filter
  // The changes of one account are numbered in the order of its transfers, so that its own key serves a page.
  const source =
    account === undefined
      ? { table: 'ledger.transfers t', cursor: 't.seq' }
      : { table: 'ledger.entries e join ledger.transfers t on t.id = e.transfer', cursor: 'e.version' }
  const conditions = [
    account !== undefined && `e.account = ledger.account_id(${value(account)})`,
    before !== undefined && `${source.cursor} < ${value(before)}`,
    kind !== undefined && `t.kind = ${value(kind)}`,
    reason !== undefined && `t.reason = ${value(reason)}`,
    from !== undefined && `t.created_at >= ${value(new Date(from))}`,
    to !== undefined && `t.created_at < ${value(new Date(to))}`,
  ].filter((condition) => condition !== false)
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
  return database.query<TransferRow[]>(
    `select ${source.cursor} as cursor, t.seq, t.id, t.created_at as at, t.kind, d.name as debit, c.name as credit,
       t.currency, t.amount, t.reason, t.reference, t.pending_id as "pendingId"
     from ${source.table} join ledger.accounts d on d.id = t.debit join ledger.accounts c on c.id = t.credit
     ${where} order by ${source.cursor} desc limit ${value(max)}`,
    values,
  )
}

export type PointRow = { version: bigint; at: Millis; balance: bigint }

/**
 * How an agent's account went from one moment to another: its state before `from`, and changes up to `to`, evenly taken
 * where there are more than the limit.
 */
export async function points(database: Database, id: AgentId, from: Millis, to: Millis): Promise<PointRow[]> {
  const account = agentAccount(id)
  const first = await versionFrom(database, account, from)
  const end = await versionFrom(database, account, to)
  const versions = [first - 1n, ...spread(first, end - 1n, BigInt(limits.balancePointsMax - 2))]
  const rows = await database.query<{ version: string; at: Date; balance: string }[]>(
    `select e.version, t.created_at as at, e.balance from ledger.entries e join ledger.transfers t on t.id = e.transfer
     where e.account = ledger.account_id($1) and e.version = any($2::bigint[]) order by e.version`,
    [account, versions.map(String)],
  )
  return rows.map(({ version, at, balance }) => ({
    version: BigInt(version),
    at: at.getTime(),
    balance: BigInt(balance),
  }))
}

// The first change of an account that is not before a moment: by halves, since its changes are in order of time.
async function versionFrom(database: Database, account: AccountName, moment: Millis): Promise<bigint> {
  const [row] = await database.query<{ version: string | null }[]>(
    `with recursive search as (
       select 1::bigint as low, version + 1 as high from ledger.accounts where id = ledger.account_id($1)
       union all
       select case when t.created_at < $2 then s.middle + 1 else s.low end,
         case when t.created_at < $2 then s.high else s.middle end
       from (select low, high, (low + high) / 2 as middle from search where low < high) as s
         join ledger.entries e on e.account = ledger.account_id($1) and e.version = s.middle
         join ledger.transfers t on t.id = e.transfer
     )
     select low as version from search where low = high limit 1`,
    [account, new Date(moment)],
  )
  return BigInt(row?.version ?? 1)
}

/** At most `max` whole numbers from first to last, as even as can be, the last always among them. */
export function spread(first: bigint, last: bigint, max: bigint): bigint[] {
  const count = last - first + 1n
  if (count <= 0n) return []
  if (count <= max) return Array.from({ length: Number(count) }, (_, at) => first + BigInt(at))
  return Array.from({ length: Number(max) }, (_, at) => first + ((BigInt(at) + 1n) * count) / max - 1n)
}

export type NoticeRow = {
  seq: string
  id: TransferId
  at: Date
  kind: 'reward' | 'penalty' | 'deposit'
  amount: string
}

/**
 * Transfers after one that an agent is told of, in order. Those of one account get their numbers one after another while
 * it is locked, so that none appears later behind one that was read.
 */
export function noticesAfter(database: Database, id: AgentId, after: bigint, max: number): Promise<NoticeRow[]> {
  return database.query<NoticeRow[]>(
    `(select seq, id, created_at as at, reason as kind, amount from ledger.transfers
      where credit = ledger.account_id($1) and seq > $2 and reason in ('reward', 'deposit') order by seq limit $3)
     union all
     (select seq, id, created_at, reason, -amount from ledger.transfers
      where debit = ledger.account_id($1) and seq > $2 and reason = 'penalty' order by seq limit $3)
     order by seq limit $3`,
    [agentAccount(id), after.toString(), max],
  )
}
