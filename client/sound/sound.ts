import { effect, signal, type ReadonlySignal } from '@preact/signals'
import { momentShown } from '#client/state/moments.ts'
import type { Store } from '#client/state/store.ts'
import { loadPlayer, type Player } from './player.ts'
import { createSounding } from './sounding.ts'

const listenMs = 150
const presses = ['pointerup', 'keydown', 'click'] as const

/** The sound of the town: on or off, as somebody wants it. */
export type Sound = { on: ReadonlySignal<boolean>; turn(on: boolean): void }

/**
 * Sounds as the town that is shown does while it is on and the page can be seen. Nothing is loaded and no audio device
 * is opened before somebody presses something, also where it was left on the last time.
 */
export function createSound(store: Store, wasOn: boolean): Sound {
  const on = signal(wasOn)
  const sounding = createSounding(store)
  let player: Promise<Player> | undefined
  let timer: ReturnType<typeof setInterval> | undefined
  // A browser may put off the sound to the next press, so each is tried.
  for (const press of presses) window.addEventListener(press, start, { capture: true })
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()))
  effect(() => (on.value ? start() : stop()))
  return { on, turn: (wanted) => void (on.value = wanted) }

  function start(): void {
    const isPressed = navigator.userActivation?.hasBeenActive ?? true
    if (!on.peek() || document.hidden || (player === undefined && !isPressed)) return
    player ??= loadPlayer()
    player.then(play, failed)
  }

  function play(ready: Player): void {
    if (!on.peek() || document.hidden) return
    ready.wake()
    timer ??= setInterval(() => sounding.sound(ready, momentShown(store)), listenMs)
  }

  function stop(): void {
    clearInterval(timer)
    timer = undefined
    player?.then((ready) => ready.sleep(), failed)
  }

  function failed(error: unknown): void {
    console.warn('sound:', error)
    player = undefined
    on.value = false
  }
}
