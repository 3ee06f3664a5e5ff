import { dollWidth, part, type Part, type Side } from './doll.ts'
import type { Gesture } from './gestures.ts'

/** What somebody who works has in their hands. */
export type Tool = 'none' | 'book' | 'cup' | 'wrench' | 'crate'

const pictures: Record<Tool, readonly string[]> = {
  none: [],
  book: ['oooooo', 'owwwwo', 'owzzwo', 'owwwwo', 'omMMmo', 'oooooo'],
  cup: ['.z..z.', 'oooo..', 'owwwoo', 'owwwoo', 'owwzo.', '.ooo..'],
  wrench: ['.o.o..', 'ozozo.', 'ozzzo.', '.ozo..', '.ozo..', '.ooo..'],
  crate: ['oooooo', 'onNNno', 'oNnnNo', 'onNNno', 'oooooo'],
}

/** A tool as it is held in a gesture: before the body, or seen from the side before the hands; hidden from behind. */
export function toolPart(tool: Tool, gesture: Gesture, side: Side): Part | undefined {
  if (tool === 'none' || side === 'north' || (gesture !== 'work' && gesture !== 'workUp')) return undefined
  const left = side === 'south' ? 5 : 10
  const top = (side === 'south' ? 12 : 10) - (gesture === 'workUp' ? 1 : 0)
  return part(
    top,
    pictures[tool].map((row) => `${'.'.repeat(left)}${row}`.padEnd(dollWidth, '.')),
  )
}
