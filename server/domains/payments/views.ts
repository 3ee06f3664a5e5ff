import type { TransferId } from '#kernel/ids'
import { formatAmount } from '#kernel/money'
import type { Deposit, DepositsPage } from '#messages/economy'
import { cashIdOf } from './decide.ts'
import type { BookedRow, DayRow } from './store.ts'
import type { DepositRow } from './tables.ts'

/** A deposit as it is told: `booked` only if the ledger has both transfers, with its amounts. */
export function toDeposit(row: DepositRow, booked: Map<TransferId, BookedRow>, name: string): Deposit {
  const { id, paypalTransactionId, agentId, cents, micros, memberId, at } = row
  const isBooked = isTransfer(booked.get(id), 'aid', micros) && isTransfer(booked.get(cashIdOf(id)), 'usd', cents)
  return {
    id,
    paypalTransactionId,
    agentId,
    ...toDollars(cents),
    ...toAiDollars(micros),
    state: isBooked ? 'booked' : 'missing',
    by: { id: memberId, name },
    at: at.getTime(),
  }
}

export function toDay({ day, count, cents, micros }: DayRow): DepositsPage['days'][number] {
  return { day, count, ...toDollars(BigInt(cents)), ...toAiDollars(BigInt(micros)) }
}

function isTransfer(row: BookedRow | undefined, currency: string, amount: bigint): boolean {
  return row?.currency === currency && BigInt(row.amount) === amount
}

function toDollars(cents: bigint) {
  return { usd: formatAmount('usd', cents), cents: cents.toString() }
}

/** aiDollars as they are told. */
export function toAiDollars(micros: bigint) {
  return { amount: formatAmount('aid', micros), micros: micros.toString() }
}
