import { round } from '#bench/village/summary'

/** A list of measurements in a few numbers, in the unit of the measurements. */
export type Summary = { count: number; mean: number; p50: number; p95: number; p99: number; max: number }

export function summaryOf(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b)
  const total = sorted.reduce((sum, value) => sum + value, 0)
  const part = (share: number) => round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0)
  return {
    count: sorted.length,
    mean: round(total / Math.max(1, sorted.length)),
    p50: part(0.5),
    p95: part(0.95),
    p99: part(0.99),
    max: round(sorted.at(-1) ?? 0),
  }
}

/** The middle one of a few measurements. */
export function medianOf(values: readonly number[]): number {
  return summaryOf(values).p50
}
