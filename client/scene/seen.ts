import type { Store } from '#client/state/store.ts'
import { isInside, isOpen } from '#world/grid'
import { placeAt, type Place, type TownMap } from '#world/town-map'
import type { Point, View } from './camera.ts'

const buildingRowsMax = 10

/** Writes into the store which part of the town is in view, when it has changed. */
export function tellSeen(store: Store, { corner, scale, width, height }: View, tilePixels: number): void {
  const side = scale * tilePixels
  const area = { x: corner.x / side, y: corner.y / side, width: width / side, height: height / side }
  const told = store.seen.peek()
  if (told.x === area.x && told.y === area.y && told.width === area.width && told.height === area.height) return
  store.seen.value = area
}

/** The place at a point in art pixels: its ground, or the building behind it. */
export function placeUnder(map: TownMap, point: Point): Place | undefined {
  const x = Math.floor(point.x / map.tilePixels)
  let y = Math.floor(point.y / map.tilePixels)
  // A building blocks its tiles and has its ground in the south.
  for (let row = 0; row < buildingRowsMax && isInside(map.grid, { x, y }) && !isOpen(map.grid, { x, y }); row++) {
    const place = placeAt(map, { x, y })
    if (place !== undefined) return place
    y += 1
  }
  return placeAt(map, { x, y })
}
