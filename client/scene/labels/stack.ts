import type { Bubble } from './bubbles.ts'

const gap = 4
const tailHeight = 7
const liftsMax = 8
const dropMax = 130

/** Where bubbles may be, in the layer's pixels. */
export type Room = { left: number; right: number; top: number }

/**
 * Finds room for bubbles: each above its speaker and in view; the newest stands right above the head, and an older one
 * that it would cover moves up. One that would get too far from its speaker, or finds no room, is not shown for now.
 */
export function stack(bubbles: Bubble[], room: Room): void {
  bubbles.sort((a, b) => b.saidAt - a.saidAt || a.headX - b.headX)
  const placed: Bubble[] = []
  for (const bubble of bubbles) {
    const centred = bubble.headX - Math.round(bubble.width / 2)
    bubble.left = Math.round(Math.max(room.left, Math.min(room.right - bubble.width, centred)))
    bubble.top = bubble.headY - bubble.height - tailHeight
    liftAbove(bubble, placed)
    bubble.top = Math.max(bubble.top, Math.round(room.top))
    const drop = bubble.headY - bubble.top - bubble.height
    bubble.fits = drop <= dropMax && !placed.some((other) => overlap(bubble, other))
    if (bubble.fits) placed.push(bubble)
  }
}

function liftAbove(bubble: Bubble, placed: readonly Bubble[]): void {
  for (let lift = 0; lift < liftsMax; lift++) {
    const below = placed.find((other) => overlap(bubble, other))
    if (below === undefined) return
    bubble.top = below.top - bubble.height - gap
  }
}

function overlap(a: Bubble, b: Bubble): boolean {
  const across = a.left < b.left + b.width + gap && b.left < a.left + a.width + gap
  return across && a.top < b.top + b.height + gap && b.top < a.top + a.height + gap
}
