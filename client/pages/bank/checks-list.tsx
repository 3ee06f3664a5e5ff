import { formatAmount } from '#kernel/money'
import type { Receipt } from '#proof/receipt'
import type { ReceiptResult } from '#proof/verify-receipt'
import { checksOf, type Check } from './checks.ts'

const marks = { passed: '✓', failed: '✗', 'not made': '–' } as const

/** Whether a receipt holds, check by check, and what a good one says. */
export function Checks({ result }: { result: ReceiptResult }) {
  const checks = checksOf(result)
  const failed = checks.find(({ ending }) => ending === 'failed')
  return (
    <div class="checks" data-valid={failed === undefined}>
      <p class="verdict">
        {failed === undefined ? 'The receipt is genuine.' : `The receipt is not genuine: “${failed.title}” fails.`}
      </p>
      <ul role="list">
        {checks.map((check) => (
          <CheckLine key={check.name} check={check} />
        ))}
      </ul>
      {result.status === 'valid' && <Says receipt={result.receipt} />}
    </div>
  )
}

function CheckLine({ check: { name, title, explained, ending } }: { check: Check }) {
  return (
    <li data-check={name} data-ending={ending}>
      <span class="mark" aria-hidden="true">
        {marks[ending]}
      </span>
      <span>
        <strong>{title}</strong>
        <span class="unseen"> {ending}</span>: {explained}
      </span>
    </li>
  )
}

function Says({ receipt: { transfer, batch } }: { receipt: Receipt }) {
  const { amount, currency, debit, credit, at } = transfer
  const unit = currency === 'aid' ? 'aiDollars' : 'US dollars'
  return (
    <p class="says">
      {formatAmount(currency, BigInt(amount))} {unit} went from <code>{debit}</code> to <code>{credit}</code> on{' '}
      {at.slice(0, 10)} at {at.slice(11, 19)} UTC; signed in batch {batch.number}.
    </p>
  )
}
