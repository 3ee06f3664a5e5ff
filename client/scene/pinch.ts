import { zoomMax, zoomMin, type Store } from '#client/state/store.ts'
import type { Camera, Point } from './camera.ts'

/** How far the fingers must ask for the next step of zoom; above a half, so that a trembling hand changes nothing. */
const insistence = 0.6

/** Zooms by whole steps as two fingers ask, about the point between them. `held` is where all fingers are. */
export function createPinch(camera: Camera, store: Store) {
  let from = { spread: 1, zoom: 1 }
  return { begin, move }

  function begin(held: ReadonlyMap<number, Point>): void {
    from = { spread: spread(held), zoom: store.zoom.peek() }
  }

  function move(held: ReadonlyMap<number, Point>): void {
    const wanted = (from.zoom * spread(held)) / from.spread
    const zoom = store.zoom.peek()
    if (Math.abs(wanted - zoom) > insistence) camera.zoomAround(middleOf(held), Math.round(wanted) - zoom)
    // Who pinches beyond the last step and comes back is heard at once.
    if (wanted > zoomMax || wanted < zoomMin) begin(held)
  }
}

function spread(held: ReadonlyMap<number, Point>): number {
  const [a, b] = [...held.values()]
  return a === undefined || b === undefined ? 1 : Math.max(1, Math.hypot(a.x - b.x, a.y - b.y))
}

function middleOf(held: ReadonlyMap<number, Point>): Point {
  const points = [...held.values()]
  const sum = points.reduce((sum, point) => ({ x: sum.x + point.x, y: sum.y + point.y }), { x: 0, y: 0 })
  return { x: sum.x / points.length, y: sum.y / points.length }
}
