import { call, type Answer, type Problem } from '#client/net/api.ts'
import { wait } from '#client/net/patience.ts'
import { verifyReceipt, type ReceiptResult } from '#proof/verify-receipt'

const sealedTriesMax = 6
const sealedWaitMs = 700

export type Verified = { given: unknown; result: ReceiptResult }

/** Gets the receipt of a transfer, waiting until it is sealed, and checks it here against the keys that the bank publishes. */
export async function fetchAndVerify(transfer: string): Promise<Answer<Verified>> {
  for (let tries = 1; ; tries++) {
    const answer = await call<unknown>('GET', `/api/ledger/receipts/${transfer}`)
    if (answer.ok) return verify(answer.value)
    if (answer.problem.code !== 'unsealed' || tries === sealedTriesMax) return answer
    await wait(sealedWaitMs)
  }
}

/** Checks a receipt here against the keys that the bank publishes. */
export async function verify(given: unknown): Promise<Answer<Verified>> {
  const keys = await call<{ keys: { publicKey: string }[] }>('GET', '/api/ledger/keys')
  if (!keys.ok) return keys
  // WebCrypto is only there on pages that came safely: by https, or from this very machine.
  if (globalThis.crypto?.subtle === undefined) return { ok: false, problem: noCrypto }
  const trusted = keys.value.keys.map(({ publicKey }) => publicKey)
  return { ok: true, value: { given, result: await verifyReceipt(given, trusted) } }
}

const noCrypto: Problem = {
  code: 'no_crypto',
  title: 'Not possible here',
  detail: 'This browser checks signatures only on pages that came by https.',
  errors: [],
}
