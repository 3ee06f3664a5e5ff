import { performance } from 'node:perf_hooks'
import type { Reply } from '#match/contract'

/** What someone on the network answered to one question, or how that failed. */
export type Exchanged =
  | { status: 'answered'; value: unknown }
  | { status: 'failed'; verdict: 'crash' | 'flood'; detail: string }

/**
 * Asks someone on the network, within a time, as an act of a competitor: whoever is silent has timed out, whoever can't be
 * reached has crashed. That is their side's fault, not the infrastructure's: a match must not be void because one left it.
 */
export async function exchange(msMax: number, ask: (signal: AbortSignal) => Promise<Exchanged>): Promise<Reply> {
  const began = performance.now()
  const signal = AbortSignal.timeout(Math.max(1, Math.ceil(msMax)))
  const late = new Promise<'late'>((resolve) => signal.addEventListener('abort', () => resolve('late'), { once: true }))
  const exchanged = await Promise.race([late, ask(signal).catch((error: Error) => failed(error))])
  const ms = performance.now() - began
  if (exchanged === 'late' || (exchanged.status === 'failed' && signal.aborted))
    return { status: 'fault', verdict: 'timeout', detail: `no answer within ${Math.ceil(msMax)} ms`, fuel: null, ms }
  return exchanged.status === 'answered'
    ? { status: 'returned', value: exchanged.value, fuel: null, ms }
    : { status: 'fault', verdict: exchanged.verdict, detail: exchanged.detail, fuel: null, ms }
}

function failed(error: Error): Exchanged {
  return { status: 'failed', verdict: 'crash', detail: `cannot be reached: ${reasonOf(error)}` }
}

// fetch says "fetch failed" and hides why.
function reasonOf(error: Error): string {
  const cause = error.cause as { code?: string; message?: string } | undefined
  return cause?.code ?? cause?.message ?? error.message
}
