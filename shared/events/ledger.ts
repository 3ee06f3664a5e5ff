import type { TransferId } from '#kernel/ids'
import type { Currency } from '#kernel/money'

/** What has happened to money. Amounts are whole units of the currency as text: JSON has no large whole numbers. */
export type LedgerEvents = {
  'ledger.transferred': {
    transferId: TransferId
    kind: 'plain' | 'pending' | 'post' | 'void'
    debit: string
    credit: string
    currency: Currency
    amount: string
    reason: string
    reference: string | null
  }
}
