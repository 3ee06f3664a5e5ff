import type { Millis } from '#kernel/time'

/** Calls `draw` once a frame with the page's time and the time since the last one; never while the page is hidden. */
export function everyFrame(draw: (now: Millis, sinceMs: Millis) => void): void {
  const longestMs = 100
  let request = 0
  let last = performance.now()
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()))
  if (!document.hidden) start()

  function start(): void {
    cancelAnimationFrame(request)
    last = performance.now()
    request = requestAnimationFrame(next)
  }

  function stop(): void {
    cancelAnimationFrame(request)
  }

  function next(now: Millis): void {
    request = requestAnimationFrame(next)
    const sinceMs = Math.min(longestMs, Math.max(0, now - last))
    last = now
    draw(now, sinceMs)
  }
}
