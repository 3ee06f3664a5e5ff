import { performance } from 'node:perf_hooks'

/** Where values of many lie, in their unit; undefined if there were none. */
export type Spread = { p50: number; p99: number } | undefined

/** Times turns: from the end of one to the end of the next in the same match, so without `init` and the first turn. */
export type Stopwatch = { begin(): void; turn(): void; spread(): Spread }

export function createStopwatch(): Stopwatch {
  const took: number[] = []
  let last: number | undefined
  return { begin, turn, spread: () => spreadOf(took) }

  function begin(): void {
    last = undefined
  }

  function turn(): void {
    const now = performance.now()
    if (last !== undefined) took.push(now - last)
    last = now
  }
}

export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) return undefined
  const sorted = [...values].sort((a, b) => a - b)
  const part = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!
  return { p50: part(0.5), p99: part(0.99) }
}
