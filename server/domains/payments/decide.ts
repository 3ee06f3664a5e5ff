import { agentAccount } from '#kernel/accounts'
import type { AgentId, TransferId } from '#kernel/ids'
import { isAmount, type Cents, type Micros } from '#kernel/money'
import { refuse, type Refusal } from '#kernel/refusal'
import type { NewDeposit } from '#messages/economy'
import type { AccountName, Command } from '#domain/ledger'
import { derivedId } from '#platform/ids'
import type { DepositRow } from './tables.ts'

/** Where real money comes from and where it lies, and where the aiDollars for it come from. */
export const paypal = 'external:paypal:usd' satisfies AccountName
export const cash = 'house:cash:usd' satisfies AccountName
export const deposits = 'external:deposits:aid' satisfies AccountName

const centsPerDollar = 100n

/** The aiDollars for a payment: as said, or by the rate (micro-aiDollars for a US dollar), rounded down. */
export function decideCredit(wish: NewDeposit, rate: Micros): { status: 'credit'; micros: Micros } | Refusal {
  const amount = wish.aiDollars ?? (wish.amount * rate) / centsPerDollar
  if (isAmount(amount)) return { status: 'credit', micros: amount as Micros }
  const expected = 'expected an amount whose aiDollars can be counted'
  return refuse('invalid', `amount: ${expected}`, [{ field: 'amount', expected }])
}

/** Whether a deposit that was credited is what is asked for again. */
export function isSameDeposit(row: DepositRow, wish: NewDeposit): boolean {
  const isSame = row.agentId === wish.agentId && row.cents === wish.amount
  return isSame && (wish.aiDollars === undefined || row.micros === wish.aiDollars)
}

/** The id of a deposit and of its transfer to the agent: there is one for each payment. */
export function depositIdOf(paypalTransactionId: string): TransferId {
  return derivedId(`deposit:paypal:${paypalTransactionId}`)
}

/** The id of a deposit's other transfer, that of the dollars. */
export function cashIdOf(id: TransferId): TransferId {
  return derivedId(`${id}:cash`)
}

type Booking = { id: TransferId; agentId: AgentId; cents: Cents; micros: Micros; reference: string }

/** Both transfers of a deposit: the dollars come in, the aiDollars go to the agent. */
export function commandsOf({ id, agentId, cents, micros, reference }: Booking): Command[] {
  const common = { kind: 'plain', reason: 'deposit', reference } as const
  return [
    { ...common, id, debit: deposits, credit: agentAccount(agentId), currency: 'aid', amount: micros },
    { ...common, id: cashIdOf(id), debit: paypal, credit: cash, currency: 'usd', amount: cents },
  ]
}
