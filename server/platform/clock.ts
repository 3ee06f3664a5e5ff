import type { Millis } from '#kernel/time'

/** Where the time comes from; tests pass one of their own. */
export type Clock = { now(): Millis }

export const systemClock: Clock = { now: () => Date.now() }
