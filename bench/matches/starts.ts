import { performance } from 'node:perf_hooks'
import type { Lease, Program, Runtime } from '#domain/sandbox'
import { budget } from './match.ts'
import { spreadOf, type Spread } from './stopwatch.ts'

/** How long something around a match takes, in milliseconds, and how often it was done. */
export type Start = { what: string; ms: Spread; count: number }

/** What a lease may hold and say in every match of the bench. */
export const limits = { memoryBytesMax: budget.memoryBytesMax, replyBytesMax: budget.replyBytesMax }

const initBudget = { msMax: budget.initMsMax * 10, fuelMax: budget.initFuelMax }

/** A lease of a program that has answered its `init`. */
export async function leaseAndInit(runtime: Runtime, program: Program, memory = limits.memoryBytesMax): Promise<Lease> {
  const lease = await runtime.lease(program, { ...limits, memoryBytesMax: memory })
  const answer = await lease.call('init', '{"seed":1}', initBudget)
  if (answer.status === 'fault') throw new Error(`${runtime.id}: init: ${answer.detail}`)
  return lease
}

export async function msOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

export function startOf(what: string, took: readonly number[]): Start {
  return { what, ms: spreadOf(took), count: took.length }
}
