import { useState } from 'preact/hooks'
import type { Answer } from '#client/net/api.ts'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { Checks } from './checks-list.tsx'
import { fetchAndVerify, type Verified } from './verify.ts'

/** The button that gets the receipt of a transfer and checks it in this browser, and what came of it. */
export function CheckReceipt({ transfer }: { transfer: string }) {
  const [state, setState] = useState<'unasked' | 'asking' | Answer<Verified>>('unasked')
  const check = async () => {
    setState('asking')
    setState(await fetchAndVerify(transfer))
  }
  const answer = typeof state === 'string' ? undefined : state
  return (
    <div class="receipt">
      <button type="button" class="quiet small" aria-disabled={state === 'asking'} onClick={check}>
        {state === 'asking' ? 'Checking …' : 'Check receipt'}
      </button>
      <div aria-live="polite">
        {answer?.ok === false && <ProblemNote problem={answer.problem} />}
        {answer?.ok === true && (
          <>
            <Checks result={answer.value.result} />
            <button type="button" class="quiet small" onClick={() => download(transfer, answer.value.given)}>
              Download receipt
            </button>
          </>
        )}
      </div>
    </div>
  )
}

function download(transfer: string, receipt: unknown): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(receipt, null, 2)], { type: 'application/json' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: `receipt-${transfer}.json` })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
