import { select, selectPlace, stopFollowing } from '#client/state/choose.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId, PlaceId } from '#kernel/ids'
import type { Camera, Point } from './camera.ts'
import { createGlide } from './glide.ts'
import { createPinch } from './pinch.ts'
import { createTaps } from './taps.ts'

const mouseSlopPixels = 6
const fingerSlopPixels = 10
const fingerReachPixels = 14
const wheelPixelsPerLevel = 60

/**
 * Moves the view with mouse, pen and fingers: drag, wheel, pinch, double tap; and picks people and places by a click
 * or a tap. `pick` finds who or what is at a point of the screen in device pixels. Answers who is under the mouse.
 */
export function createPointer(canvas: HTMLCanvasElement, camera: Camera, store: Store, pick: Pick) {
  const held = new Map<number, Point>()
  const pinch = createPinch(camera, store)
  const glide = createGlide(camera)
  const taps = createTaps(
    (point) => choose(point, nearFinger(point)),
    (point) => camera.zoomAround(point, 1),
  )
  let pressed: Point = { x: 0, y: 0 }
  let isStill = false
  let isPinch = false
  let wheeled = 0
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

  function ratio(): number {
    return canvas.width / canvas.clientWidth
  }

  function pointOf(event: MouseEvent): Point {
    return { x: event.offsetX * ratio(), y: event.offsetY * ratio() }
  }

  function down(event: PointerEvent): void {
    if (event.button !== 0) return
    glide.stop()
    canvas.setPointerCapture(event.pointerId)
    pressed = pointOf(event)
    held.set(event.pointerId, pressed)
    isStill = true
    isPinch = held.size > 1
    pinch.begin(held)
  }

  function move(event: PointerEvent): void {
    const point = pointOf(event)
    hovering = event.pointerType === 'mouse' ? point : undefined
    const before = held.get(event.pointerId)
    if (before === undefined) return
    held.set(event.pointerId, point)
    if (isStill && isWithinSlop(event, point)) return
    isStill = false
    if (held.size === 1) drag(before, point, event)
    else pinchAndDrag(before, point)
  }

  function isWithinSlop(event: PointerEvent, point: Point): boolean {
    const slop = event.pointerType === 'mouse' ? mouseSlopPixels : fingerSlopPixels
    return Math.hypot(point.x - pressed.x, point.y - pressed.y) <= slop * ratio()
  }

  function drag(before: Point, point: Point, event: PointerEvent): void {
    const dx = before.x - point.x
    const dy = before.y - point.y
    stopFollowing(store)
    camera.panBy(dx, dy)
    if (event.pointerType !== 'mouse') glide.pushed(dx, dy, event.timeStamp)
  }

  // Somebody who is followed stays so while two fingers only zoom.
  function pinchAndDrag(before: Point, point: Point): void {
    camera.panBy((before.x - point.x) / held.size, (before.y - point.y) / held.size)
    if (held.size === 2) pinch.move(held)
  }

  function up(event: PointerEvent): void {
    const isLast = held.has(event.pointerId) && held.size === 1
    cancel(event)
    if (!isLast || isPinch) return
    const point = pointOf(event)
    if (!isStill) glide.letGo(event.timeStamp)
    else if (event.pointerType === 'mouse') choose(point, pick.agent(point))
    // People walk on, so one is chosen at once; a place waits for a second tap.
    else taps.tap({ point, at: event.timeStamp, ratio: ratio() }, nearFinger(point) !== undefined)
  }

  function nearFinger(point: Point): AgentId | undefined {
    return pick.agent(point) ?? pick.agent(point, fingerReachPixels)
  }

  function choose(point: Point, agent: AgentId | undefined): void {
    const place = agent === undefined ? pick.place(point) : undefined
    if (place === undefined) select(store, agent)
    else selectPlace(store, place)
  }

  function cancel(event: PointerEvent): void {
    held.delete(event.pointerId)
    // A finger that stays after a pinch has not begun to drag yet.
    for (const point of held.values()) pressed = point
    isStill ||= held.size === 1
    pinch.begin(held)
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

/** `reach` is how far beside somebody still hits them, in CSS pixels. */
type Pick = { agent(point: Point, reach?: number): AgentId | undefined; place(point: Point): PlaceId | undefined }

// Wheels count in lines; a pinch on a touch pad comes as small turns with the control key.
function wheelPixels(event: WheelEvent): number {
  const perUnit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 30
  return event.deltaY * perUnit * (event.ctrlKey ? 8 : 1)
}
