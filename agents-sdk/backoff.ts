const firstMs = 250
const longestMs = 5_000

/** How long to wait before the next attempt: doubling from 250 ms to 5 s, spread so that a crowd does not come at once. */
export function backoffMs(attempt: number): number {
  const ms = Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 10))
  return ms / 2 + Math.random() * (ms / 2)
}
