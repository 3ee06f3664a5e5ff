/** A list of measurements in a few numbers, in the unit of the measurements. */
export type Summary = { count: number; mean: number; p50: number; p99: number; max: number }

export function summaryOf(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b)
  const total = sorted.reduce((sum, value) => sum + value, 0)
  return {
    count: sorted.length,
    mean: round(total / Math.max(1, sorted.length)),
    p50: round(quantile(sorted, 0.5)),
    p99: round(quantile(sorted, 0.99)),
    max: round(sorted.at(-1) ?? 0),
  }
}

/** Two digits after the point. */
export function round(value: number): number {
  return Math.round(value * 100) / 100
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0
}
