import type { Store } from '#client/state/store.ts'
import { zoomBy } from '#client/state/choose.ts'

/** A point in art pixels: of the town's own picture, before any zoom. */
export type Point = { x: number; y: number }

/** The part of the town that is drawn. `corner` is the view's top left corner in device pixels of the zoomed town. */
export type View = {
  /** The screen, in device pixels. */
  width: number
  height: number
  /** Device pixels to a CSS pixel. */
  ratio: number
  /** Device pixels to an art pixel; always whole, so that every art pixel is equally large. */
  scale: number
  corner: Point
}

/** Looks at one point of the town and never past its edges. Screen points are in device pixels. */
export type Camera = ReturnType<typeof createCamera>

export function createCamera(store: Store, town: { width: number; height: number }, at: Point) {
  let middle = at
  let screen = { width: 1, height: 1, ratio: 1 }
  return { setScreen, view, toTown, panBy, zoomAround, lookAt, middle: () => middle }

  function setScreen(width: number, height: number, ratio: number): void {
    screen = { width: Math.max(1, width), height: Math.max(1, height), ratio }
    lookAt(middle)
  }

  function scale(): number {
    return Math.max(1, Math.round(store.zoom.peek() * screen.ratio))
  }

  function view(): View {
    lookAt(middle)
    return { ...screen, scale: scale(), corner: corner() }
  }

  function corner(): Point {
    const { width, height } = screen
    return { x: Math.round(middle.x * scale() - width / 2), y: Math.round(middle.y * scale() - height / 2) }
  }

  function toTown(onScreen: Point): Point {
    const { x, y } = corner()
    return { x: (x + onScreen.x) / scale(), y: (y + onScreen.y) / scale() }
  }

  function panBy(dx: number, dy: number): void {
    lookAt({ x: middle.x + dx / scale(), y: middle.y + dy / scale() })
  }

  /** Takes steps of zoom while the point of the town under `onScreen` stays where it is. */
  function zoomAround(onScreen: Point, levels: number): void {
    const kept = toTown(onScreen)
    zoomBy(store, levels)
    const now = toTown(onScreen)
    lookAt({ x: middle.x + kept.x - now.x, y: middle.y + kept.y - now.y })
  }

  function lookAt(point: Point): void {
    middle = {
      x: clampMiddle(point.x, screen.width / scale(), town.width),
      y: clampMiddle(point.y, screen.height / scale(), town.height),
    }
  }
}

// A town smaller than the screen stays in its middle.
function clampMiddle(middle: number, seen: number, whole: number): number {
  if (seen >= whole) return whole / 2
  return Math.min(Math.max(middle, seen / 2), whole - seen / 2)
}
