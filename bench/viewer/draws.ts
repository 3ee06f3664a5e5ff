/** What `watchDraws` counts in a page; `pictureAt` is in milliseconds after the navigation, 0 until then. */
export type Draws = { calls: number; pictureAt: number; liveCalls: number; liveFrames: number }

/**
 * Runs in a page: counts the calls that draw. Put in before the page's own scripts it also notes the end of the first
 * frame in which something is drawn while the page calls itself live, as it does when it has the town and its people.
 */
export function watchDraws(): void {
  const draws: Draws = { calls: 0, pictureAt: 0, liveCalls: 0, liveFrames: 0 }
  Object.assign(globalThis, { draws })
  const methods = ['drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced'] as const
  for (const method of methods) {
    const original = WebGL2RenderingContext.prototype[method] as (...given: unknown[]) => void
    Object.defineProperty(WebGL2RenderingContext.prototype, method, {
      value(this: unknown, ...given: unknown[]) {
        draws.calls += 1
        return original.apply(this, given)
      },
    })
  }
  const request = globalThis.requestAnimationFrame.bind(globalThis)
  globalThis.requestAnimationFrame = (callback) =>
    request((now) => {
      const before = draws.calls
      callback(now)
      if (draws.calls === before || document.documentElement.dataset['village'] !== 'live') return
      if (draws.pictureAt === 0) draws.pictureAt = performance.now()
      draws.liveCalls += draws.calls - before
      draws.liveFrames += 1
    })
}

/** Runs in a page that `watchDraws` watches. */
export function readDraws(): Draws {
  return (globalThis as unknown as { draws: Draws }).draws
}
