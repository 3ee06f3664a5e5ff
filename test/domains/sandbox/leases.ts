import { expect } from 'chai'
import type { CallResult, Language, Lease, LeaseLimits, Program, Runtime } from '#domain/sandbox'
import { InfrastructureFault, type CallBudget } from '#match/contract'

/** Little fuel, and a clock that is patient with a busy machine. */
export const budget: CallBudget = { msMax: 20_000, fuelMax: 500 }
export const leaseLimits: LeaseLimits = { memoryBytesMax: 32 * 1024 * 1024, replyBytesMax: 1_000 }

/** A program of texts; the first file is the main one. */
export function programOf(
  files: string | Record<string, string | Uint8Array>,
  language: Language = 'javascript',
): Program {
  const named = typeof files === 'string' ? { 'main.js': files } : files
  const bytes = Object.entries(named).map(
    ([file, content]) => [file, typeof content === 'string' ? Buffer.from(content) : content] as const,
  )
  return { language, main: bytes[0]![0], files: new Map(bytes) }
}

/** An agent whose `act` has this body. */
export function acting(body: string): string {
  return `export default { act(state) { ${body} } }`
}

/** What an agent says to one `act`, with a lease of its own. */
export async function actOnce(
  runtime: Runtime,
  program: Program,
  {
    argument = '{}',
    within = budget,
    limits = leaseLimits,
  }: { argument?: string; within?: CallBudget; limits?: LeaseLimits } = {},
): Promise<CallResult> {
  return withLease(runtime, program, (lease) => lease.call('act', argument, within), limits)
}

export async function withLease<Result>(
  runtime: Runtime,
  program: Program,
  work: (lease: Lease) => Promise<Result>,
  limits = leaseLimits,
): Promise<Result> {
  const lease = await runtime.lease(program, limits)
  try {
    return await work(lease)
  } finally {
    await lease.release()
  }
}

/** An answer, or the verdict on a fault with its reason. */
export function inShort(result: CallResult): string {
  return result.status === 'returned' ? result.text : result.verdict
}

/** How long this process did nothing else, at the longest, while something was under way. */
export async function longestStallMs(work: Promise<unknown>): Promise<number> {
  let longestMs = 0
  let lastMs = performance.now()
  const timer = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - lastMs)
    lastMs = performance.now()
  }, 5)
  await work.finally(() => clearInterval(timer))
  return Math.max(longestMs, performance.now() - lastMs)
}

/** Waits until something fails, through no fault of an agent. */
export async function failsForUs(work: Promise<unknown>): Promise<void> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).to.be.instanceOf(InfrastructureFault)
}
