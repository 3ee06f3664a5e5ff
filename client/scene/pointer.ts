import { select, selectPlace, stopFollowing } from '#client/state/choose.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId, PlaceId } from '#kernel/ids'
import type { Camera, Point } from './camera.ts'

const clickPixelsMax = 6
const wheelPixelsPerLevel = 60
const pinchPerLevel = 1.35

/**
 * Moves the view with mouse, pen and fingers: drag, wheel, pinch; and picks people and places by a click. `pick` finds
 * who or what is at a point of the screen in device pixels. Answers who is under the mouse.
 */
export function createPointer(canvas: HTMLCanvasElement, camera: Camera, store: Store, pick: Pick) {
  const held = new Map<number, Point>()
  let travelled = 0
  let wheeled = 0
  let pinchedFrom = 0
  let hovering: Point | undefined
  canvas.addEventListener('pointerdown', down)
  canvas.addEventListener('pointermove', move)
  canvas.addEventListener('pointerup', up)
  canvas.addEventListener('pointercancel', cancel)
  canvas.addEventListener('pointerleave', () => (hovering = undefined))
  canvas.addEventListener('wheel', wheel, { passive: false })
  return { hovered }

  function hovered(): AgentId | undefined {
    const id = hovering === undefined || held.size > 0 ? undefined : pick.agent(hovering)
    canvas.style.cursor = held.size > 0 ? 'grabbing' : id === undefined ? 'grab' : 'pointer'
    return id
  }

  function pointOf(event: MouseEvent): Point {
    const ratio = canvas.width / canvas.clientWidth
    return { x: event.offsetX * ratio, y: event.offsetY * ratio }
  }

  function down(event: PointerEvent): void {
    if (event.button !== 0) return
    if (held.size === 0) travelled = 0
    canvas.setPointerCapture(event.pointerId)
    held.set(event.pointerId, pointOf(event))
    pinchedFrom = spread(held)
  }

  function move(event: PointerEvent): void {
    const point = pointOf(event)
    hovering = event.pointerType === 'mouse' ? point : undefined
    const before = held.get(event.pointerId)
    if (before === undefined) return
    held.set(event.pointerId, point)
    travelled += Math.hypot(point.x - before.x, point.y - before.y)
    if (travelled <= clickPixelsMax) return
    stopFollowing(store)
    camera.panBy((before.x - point.x) / held.size, (before.y - point.y) / held.size)
    if (held.size === 2) pinch()
  }

  function pinch(): void {
    const ratio = spread(held) / pinchedFrom
    const levels = ratio > pinchPerLevel ? 1 : ratio < 1 / pinchPerLevel ? -1 : 0
    if (levels === 0) return
    camera.zoomAround(middleOf(held), levels)
    pinchedFrom = spread(held)
  }

  function up(event: PointerEvent): void {
    const clicked = held.has(event.pointerId) && held.size === 1 && travelled <= clickPixelsMax
    cancel(event)
    if (clicked) choose(pointOf(event))
  }

  function choose(point: Point): void {
    const agent = pick.agent(point)
    const place = agent === undefined ? pick.place(point) : undefined
    if (place === undefined) select(store, agent)
    else selectPlace(store, place)
  }

  function cancel(event: PointerEvent): void {
    held.delete(event.pointerId)
    pinchedFrom = spread(held)
  }

  function wheel(event: WheelEvent): void {
    event.preventDefault()
    wheeled += wheelPixels(event)
    const levels = Math.trunc(wheeled / wheelPixelsPerLevel)
    if (levels === 0) return
    wheeled -= levels * wheelPixelsPerLevel
    camera.zoomAround(pointOf(event), -Math.sign(levels))
  }
}

type Pick = { agent(point: Point): AgentId | undefined; place(point: Point): PlaceId | undefined }

// Wheels count in lines; a pinch on a touch pad comes as small turns with the control key.
function wheelPixels(event: WheelEvent): number {
  const perUnit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 30
  return event.deltaY * perUnit * (event.ctrlKey ? 8 : 1)
}

function spread(held: ReadonlyMap<number, Point>): number {
  const [a, b] = [...held.values()]
  return a === undefined || b === undefined ? 0 : Math.max(1, Math.hypot(a.x - b.x, a.y - b.y))
}

function middleOf(held: ReadonlyMap<number, Point>): Point {
  const points = [...held.values()]
  const sum = points.reduce((sum, point) => ({ x: sum.x + point.x, y: sum.y + point.y }), { x: 0, y: 0 })
  return { x: sum.x / points.length, y: sum.y / points.length }
}
