import type { Bubble } from './bubbles.ts'

const gap = 4
const tailHeight = 7
const liftsMax = 8
const dropMax = 130

/** Where bubbles may be, in the layer's pixels. */
export type Room = { left: number; right: number; top: number }

/**
 * Finds room for bubbles. The newest stands right above the head, and an older one that it would cover moves up; where
 * the view ends, a bubble stands below its speaker. One that would get too far away, or finds no room, is hidden.
 */
export function stack(bubbles: Bubble[], room: Room): void {
  bubbles.sort((a, b) => b.saidAt - a.saidAt || a.speakerX - b.speakerX)
  const placed: Bubble[] = []
  for (const bubble of bubbles) {
    const centred = bubble.speakerX - Math.round(bubble.width / 2)
    bubble.left = Math.round(Math.max(room.left, Math.min(room.right - bubble.width, centred)))
    const isInView = bubble.speakerX >= room.left && bubble.speakerX <= room.right
    if (isInView && (standsAbove(bubble, placed, room) || standsBelow(bubble, placed))) placed.push(bubble)
    else bubble.stance = 'hidden'
  }
}

function standsAbove(bubble: Bubble, placed: readonly Bubble[], room: Room): boolean {
  bubble.stance = 'above'
  bubble.top = bubble.speakerTop - bubble.height - tailHeight
  for (let lift = 0; lift < liftsMax; lift++) {
    const inTheWay = placed.find((other) => overlap(bubble, other))
    if (inTheWay === undefined) break
    bubble.top = inTheWay.top - bubble.height - gap
  }
  const drop = bubble.speakerTop - bubble.top - bubble.height
  return bubble.top >= room.top && drop <= dropMax && !overlapsAny(bubble, placed)
}

function standsBelow(bubble: Bubble, placed: readonly Bubble[]): boolean {
  bubble.stance = 'below'
  bubble.top = bubble.speakerBottom + tailHeight
  return !overlapsAny(bubble, placed)
}

function overlapsAny(bubble: Bubble, placed: readonly Bubble[]): boolean {
  return placed.some((other) => overlap(bubble, other))
}

function overlap(a: Bubble, b: Bubble): boolean {
  const across = a.left < b.left + b.width + gap && b.left < a.left + a.width + gap
  return across && a.top < b.top + b.height + gap && b.top < a.top + a.height + gap
}
