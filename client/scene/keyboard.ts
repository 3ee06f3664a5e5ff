import { select, stopFollowing, zoomBy } from '#client/state/choose.ts'
import type { Store } from '#client/state/store.ts'
import type { Millis } from '#kernel/time'
import type { Camera, Point } from './camera.ts'

const cssPixelsPerSecond = 700

const ways: Record<string, Point> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  KeyW: { x: 0, y: -1 },
  KeyS: { x: 0, y: 1 },
  KeyA: { x: -1, y: 0 },
  KeyD: { x: 1, y: 0 },
}

/** Moves the view with the keys: arrows or WASD, + and -; Escape closes the open card. Not while typing elsewhere. */
export function createKeyboard(host: HTMLElement, camera: Camera, store: Store) {
  const held = new Set<string>()
  window.addEventListener('keydown', down)
  window.addEventListener('keyup', (event) => held.delete(event.code))
  window.addEventListener('blur', () => held.clear())
  return { pan }

  /** Moves the view by what was held for this long. */
  function pan(sinceMs: Millis, ratio: number): void {
    if (held.size === 0) return
    const step = (cssPixelsPerSecond * ratio * sinceMs) / 1000
    let x = 0
    let y = 0
    for (const code of held) {
      x += ways[code]!.x
      y += ways[code]!.y
    }
    if (x !== 0 || y !== 0) camera.panBy(Math.sign(x) * step, Math.sign(y) * step)
  }

  function down(event: KeyboardEvent): void {
    if (event.key === 'Escape') return escape(event)
    if (event.ctrlKey || event.metaKey || event.altKey || !isMeant(event.target)) return
    if (event.key === '+' || event.key === '=') return zoomBy(store, 1)
    if (event.key === '-') return zoomBy(store, -1)
    if (ways[event.code] === undefined) return
    event.preventDefault()
    stopFollowing(store)
    held.add(event.code)
  }

  // A dialog closes itself by the same key, and then nothing else closes.
  function escape({ target, defaultPrevented }: KeyboardEvent): void {
    const isInDialog = target instanceof Element && target.closest('dialog') !== null
    if (!defaultPrevented && !isInDialog) select(store, undefined)
  }

  function isMeant(target: EventTarget | null): boolean {
    return target === document.body || (target instanceof Node && host.contains(target))
  }
}
