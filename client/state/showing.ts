import type { Millis } from '#kernel/time'
import type { Store } from './store.ts'

/** How fast the past may be played. */
export const speeds = [1, 4, 16, 60] as const
export type Speed = (typeof speeds)[number]

/** Which time is shown: the village as it is now, or as it was. */
export type Showing = { time: 'live' } | Past

/** The past: `at` (since the Unix epoch) was shown at `since` on the page's clock, and goes on from there if `playing`. */
export type Past = { time: 'past'; at: Millis; since: Millis; speed: Speed; playing: boolean }

/** Which moment of the past it is now, since the Unix epoch; it waits at `knownTo`, up to where it is loaded. */
export function pastMoment({ at, since, speed, playing }: Past, knownTo: Millis): Millis {
  if (!playing) return at
  return Math.max(at, Math.min(knownTo, at + (performance.now() - since) * speed))
}

/** Shows a past moment, given since the Unix epoch; plays on from there if that is asked or was so before. */
export function showPast(
  store: Store,
  at: Millis,
  playing = isPlaying(store.showing.peek()),
  speed = speedOf(store),
): void {
  // Until the moment is loaded, what was on show stands still.
  if (store.showing.peek().time === 'live') store.head.value = shownNow(store)
  store.showing.value = { time: 'past', at, since: performance.now(), speed, playing }
}

/** Shows the village as it is now. */
export function showLive(store: Store): void {
  if (store.showing.peek().time === 'past') store.showing.value = { time: 'live' }
}

/** Stops the time that is shown, live or past, or lets the past go on. */
export function setPlaying(store: Store, playing: boolean): void {
  showPast(store, momentAsked(store), playing)
}

/** Plays the past at another speed. */
export function setSpeed(store: Store, speed: Speed): void {
  showPast(store, momentAsked(store), true, speed)
}

/** The moment that is shown, since the Unix epoch. */
export function shownNow(store: Store): Millis {
  return store.showing.peek().time === 'live' ? serverNow(store) - shownLateMs : store.head.peek()
}

/** The moment that is shown or, while it is being loaded, that is asked for; since the Unix epoch. */
export function momentAsked(store: Store): Millis {
  const showing = store.showing.peek()
  return showing.time === 'live' ? shownNow(store) : pastMoment(showing, store.head.peek())
}

/** The town is shown this much late, since what happens in it may take that long to get here. */
export const shownLateMs = 250

/** The server's time, in milliseconds since the Unix epoch. */
export function serverNow(store: Store): Millis {
  return performance.now() + store.clockOffsetMs.peek()
}

function speedOf(store: Store): Speed {
  const showing = store.showing.peek()
  return showing.time === 'past' ? showing.speed : 1
}

/** Whether time goes on: live it always does. */
export function isPlaying(showing: Showing): boolean {
  return showing.time === 'live' || showing.playing
}
