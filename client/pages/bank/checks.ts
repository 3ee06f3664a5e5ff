import type { ReceiptResult } from '#proof/verify-receipt'

type CheckName = Extract<ReceiptResult, { status: 'faulty' }>['check']

/** One check of a receipt, and how it ended; none is made after one that failed. */
export type Check = { name: CheckName; title: string; explained: string; ending: 'passed' | 'failed' | 'not made' }

const checks: Omit<Check, 'ending'>[] = [
  { name: 'form', title: 'Form', explained: 'It has everything that a receipt of this bank has.' },
  {
    name: 'path',
    title: 'Place in the chain',
    explained: 'The transfer, digit by digit, leads to the root of its batch.',
  },
  { name: 'key', title: 'Key', explained: 'The key is one that this bank publishes.' },
  { name: 'signature', title: 'Signature', explained: 'The batch was signed with that key.' },
]

/** The checks in the order in which they are made, each with how it ended. */
export function checksOf(result: ReceiptResult): Check[] {
  const failedAt = result.status === 'valid' ? checks.length : checks.findIndex(({ name }) => name === result.check)
  return checks.map((check, at) => ({ ...check, ending: endingOf(at, failedAt) }))
}

function endingOf(at: number, failedAt: number): Check['ending'] {
  if (at === failedAt) return 'failed'
  return at < failedAt ? 'passed' : 'not made'
}
