import type { Millis } from '#kernel/time'
import type { Camera, Point } from './camera.ts'

/** The speed of the last so many milliseconds is what the view is let go with. */
const rememberedMs = 80
const slowingMs = 220
const pixelsPerMsMin = 0.03

/**
 * Lets a view that was pushed by a finger run out, as a map of paper on a table would. Not for whoever asks for less
 * motion.
 */
export function createGlide(camera: Camera) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  let steps: (Point & { at: Millis })[] = []
  let request = 0
  return { pushed, letGo, stop }

  /** The view has been moved by this much at a moment of the page's time. */
  function pushed(dx: number, dy: number, at: Millis): void {
    steps = [...steps.filter((step) => step.at > at - rememberedMs), { x: dx, y: dy, at }]
  }

  function letGo(now: Millis): void {
    const last = steps.filter((step) => step.at > now - rememberedMs)
    steps = []
    const first = last[0]
    if (first === undefined || last.length < 2 || calm.matches) return
    const sinceMs = Math.max(16, now - first.at)
    const sum = last.reduce((sum, { x, y }) => ({ x: sum.x + x, y: sum.y + y }), { x: 0, y: 0 })
    run({ x: sum.x / sinceMs, y: sum.y / sinceMs }, performance.now())
  }

  function stop(): void {
    cancelAnimationFrame(request)
    steps = []
  }

  function run(perMs: Point, before: Millis): void {
    if (Math.hypot(perMs.x, perMs.y) < pixelsPerMsMin) return
    request = requestAnimationFrame((now) => {
      const sinceMs = Math.max(0, Math.min(100, now - before))
      camera.panBy(perMs.x * sinceMs, perMs.y * sinceMs)
      const kept = Math.exp(-sinceMs / slowingMs)
      run({ x: perMs.x * kept, y: perMs.y * kept }, now)
    })
  }
}
