import type { Millis } from '#kernel/time'

const tickMs = 25
// Older ones belong to cases that have ended.
const keptMax = 4_096

/** Watches how long this process was kept from its other work. */
export type StallWatch = { maxSince(at: Millis): Millis; stop(): void }

/** Begins to watch: a timer that comes late was held up by whatever ran in between. Moments are `performance.now()`. */
export function watchStalls(): StallWatch {
  const late: { at: Millis; ms: Millis }[] = []
  let due = performance.now() + tickMs
  const timer = setInterval(tick, tickMs)
  return { maxSince, stop: () => clearInterval(timer) }

  function tick(): void {
    const at = performance.now()
    if (at - due > tickMs) late.push({ at, ms: at - due })
    if (late.length > keptMax) late.shift()
    due = at + tickMs
  }

  // Of a stall that began earlier, the part from then on.
  function maxSince(since: Millis): Millis {
    const now = performance.now()
    const all = [...late, { at: now, ms: now - due }]
    return Math.max(0, ...all.map(({ at, ms }) => Math.min(ms, at - since)))
  }
}
