import type { Millis } from '#kernel/time'
import type { Camera, Point } from './camera.ts'

const glideMs = 450

/**
 * Keeps the camera on somebody: glides over to them, then stays with them exactly. Whoever asks for less motion gets
 * there at once.
 */
export function createFollowing(camera: Camera) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  let glide: { whom: string; from: Point; since: Millis } | undefined
  return { keepOn, let: letGo }

  function keepOn(whom: string, point: Point, now: Millis): void {
    if (glide?.whom !== whom) glide = { whom, from: camera.middle(), since: now }
    const part = calm.matches ? 1 : Math.min(1, (now - glide.since) / glideMs)
    const eased = 1 - (1 - part) ** 3
    const { from } = glide
    camera.lookAt({ x: from.x + (point.x - from.x) * eased, y: from.y + (point.y - from.y) * eased })
  }

  function letGo(): void {
    glide = undefined
  }
}
