import { isWithin, positionOf, type Resident } from '#client/state/resident.ts'
import type { Store } from '#client/state/store.ts'
import type { Millis } from '#kernel/time'
import type { Doing } from '#messages/views'
import { doingOf } from '#world/doing'
import type { Position } from '#world/walk'
import type { Point, View } from './camera.ts'

/** Pixels that a person takes above and beside their feet, and that a name takes below. */
export const figureHeight = 22
const marginPixels = 24

/** A person who is in view at a moment: where their feet are, in art pixels, and what they do. */
export type Figure = { resident: Resident; moment: Millis; position: Position; feet: Point; doing: Doing }

/** Where the feet of somebody stand who is at a position given in tiles. */
export function feetAt(position: { x: number; y: number }, tilePixels: number): Point {
  return { x: (position.x + 0.5) * tilePixels, y: (position.y + 1) * tilePixels - 3 }
}

/** Everyone in view at a moment. */
export function figuresIn(store: Store, view: View, tilePixels: number, moment: Millis): Figure[] {
  const left = view.corner.x / view.scale - marginPixels
  const top = view.corner.y / view.scale - marginPixels
  const right = left + view.width / view.scale + 2 * marginPixels
  const bottom = top + view.height / view.scale + figureHeight + 2 * marginPixels
  // In tiles, for those whose whole walk is elsewhere: of them no position is needed.
  const area = { x: left / tilePixels - 1, y: top / tilePixels - 1, width: 0, height: 0 }
  area.width = (right - left) / tilePixels + 2
  area.height = (bottom - top) / tilePixels + 2
  const figures: Figure[] = []
  for (const signal of store.residents.values()) {
    const resident = signal.peek()
    if (!isWithin(resident, moment, area)) continue
    const position = positionOf(resident, moment)
    const feet = feetAt(position, tilePixels)
    if (feet.x < left || feet.x > right || feet.y < top || feet.y > bottom) continue
    figures.push({ resident, moment, position, feet, doing: doingOf(resident, position.walking, moment) })
  }
  return figures
}

/** The person at a point of the town; of several the one in front. */
export function figureAt(figures: readonly Figure[], point: Point, reach: number): Figure | undefined {
  let found: Figure | undefined
  for (const figure of figures) {
    const { feet } = figure
    const hit =
      Math.abs(point.x - feet.x) <= 8 + reach &&
      point.y <= feet.y + 2 + reach &&
      point.y >= feet.y - figureHeight - reach
    if (hit && (found === undefined || feet.y > found.feet.y)) found = figure
  }
  return found
}
