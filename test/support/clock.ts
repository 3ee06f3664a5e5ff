import type { Millis } from '#kernel/time'
import type { Clock } from '#platform/clock'

/** A clock that stands still until it is moved on. */
export type TestClock = Clock & { advance(ms: Millis): void }

export function createTestClock(now: Millis = Date.now()): TestClock {
  let at = now
  return { now: () => at, advance: (ms) => void (at += ms) }
}
