import type { Currency } from '#kernel/money'
import type { TransferId } from '#kernel/ids'
import type { DepositsQuery } from '#messages/economy'
import type { Transaction } from '#platform/database'
import { depositTable, type DepositRow } from './tables.ts'

/** Lets one transaction at a time credit this payment. */
export async function lockPayment(tx: Transaction, paypalTransactionId: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`payment ${paypalTransactionId}`])
}

export function depositOf(tx: Transaction, paypalTransactionId: string): Promise<DepositRow | null> {
  return tx.getRepository(depositTable).findOneBy({ paypalTransactionId })
}

export async function insertDeposit(tx: Transaction, row: DepositRow): Promise<void> {
  await tx.getRepository(depositTable).insert(row)
}

/** Deposits, newest first; `before` is the id of the last one of the page before. */
export function depositsBefore(tx: Transaction, query: DepositsQuery, max: number): Promise<DepositRow[]> {
  const { from, to, before } = query
  const builder = tx.getRepository(depositTable).createQueryBuilder('d')
  if (from !== undefined) builder.andWhere('d.at >= :from', { from: new Date(from) })
  if (to !== undefined) builder.andWhere('d.at < :to', { to: new Date(to) })
  if (before !== undefined)
    builder.andWhere('(d.at, d.id) < (select b.at, b.id from payments_deposits b where b.id = :before)', { before })
  return builder.orderBy('d.at', 'DESC').addOrderBy('d.id', 'DESC').take(max).getMany()
}

export type DayRow = { day: string; count: number; cents: string; micros: string }

/** What was deposited on each day (UTC) from that of one moment to that of another, the newest day first. */
export function days(tx: Transaction, from: Date, to: Date): Promise<DayRow[]> {
  return tx.query(
    `select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as count, sum(cents) as cents,
       sum(micros) as micros
     from payments_deposits
     where at >= date_trunc('day', $1::timestamptz, 'UTC') and at < date_trunc('day', $2::timestamptz, 'UTC') + interval '1 day'
     group by 1 order by 1 desc`,
    [from, to],
  )
}

export type BookedRow = { id: TransferId; currency: Currency; amount: string }

/** Transfers as the ledger has them; reads its table, which only its functions can change. */
export function bookedTransfers(tx: Transaction, ids: readonly TransferId[]): Promise<BookedRow[]> {
  return tx.query('select id, currency, amount from ledger.transfers where id = any($1)', [ids])
}
