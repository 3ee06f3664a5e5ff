import { townTimeAt, type Millis, type TownTime } from '#kernel/time'
import { shownNow } from './showing.ts'
import type { Store } from './store.ts'

/** The moment that is drawn, in milliseconds since `store.village`'s epoch, as all moments of agents are. */
export function momentShown(store: Store): Millis {
  return shownNow(store) - store.village.peek().epoch
}

/** The moment that is shown, once a second, in milliseconds since the Unix epoch. */
export function shownAt(store: Store): Millis {
  return store.second.value + store.village.value.epoch
}

/** Keeps `store.second` for as long as the page is open; a hidden page needs no seconds. */
export function keepSeconds(store: Store): void {
  setInterval(tick, 1_000)
  document.addEventListener('visibilitychange', tick)

  function tick(): void {
    if (!document.hidden) store.second.value = momentShown(store)
  }
}

/** The minute of the town's day at a moment, with its fraction; noon until the village has told how long a day is. */
export function townMinuteAt(store: Store, moment: Millis): number {
  const { epoch, foundedAt, dayMs } = store.village.peek()
  if (dayMs === 0) return 720
  return ((Math.max(0, moment + epoch - foundedAt) % dayMs) / dayMs) * 1440
}

/** The town's time, once a second; undefined until the village has told how long a day is. */
export function townNow(store: Store): TownTime | undefined {
  const { epoch: _, ...calendar } = store.village.value
  return calendar.dayMs === 0 ? undefined : townTimeAt(shownAt(store), calendar)
}
