import { effect, signal, untracked, type Signal } from '@preact/signals'
import type { Millis } from '#kernel/time'
import type { HistoryMarks } from '#messages/history'
import { shownAt } from './moments.ts'
import type { Archive } from './past.ts'
import { serverNow } from './showing.ts'
import type { Store } from './store.ts'

/** How much time the bar may show. */
export const spans = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000 } as const
export type Span = keyof typeof spans

const bucketsMax = 160
/** Chunks of history are this long, so that shorter parts would be empty in between. */
const bucketMsMin = 10_000
const renewMs = 10_000
const shortestMs = 600_000

/** A stretch of time, since the Unix epoch. */
export type Stretch = { from: Millis; to: Millis }

/** What the time bar shows: a stretch, and how much happened in it. */
export type Timeline = { span: Signal<Span>; stretch: Signal<Stretch>; marks: Signal<HistoryMarks | undefined> }

/** Keeps a timeline that follows the moment shown: its end is now, or, once that leaves it, around the moment. */
export function keepTimeline(store: Store, fetchMarks: Archive['marks']): { timeline: Timeline; stop(): void } {
  const timeline: Timeline = {
    span: signal('hour'),
    stretch: signal({ from: 0, to: 0 }),
    marks: signal(undefined),
  }
  const leaving = new AbortController()
  let placedFor: Span | undefined
  const stops = [effect(place), effect(() => void renew(timeline.stretch.value)), () => leaving.abort()]
  return { timeline, stop: () => stops.forEach((stop) => stop()) }

  function place(): void {
    const shown = shownAt(store)
    const isLive = store.showing.value.time === 'live'
    const span = timeline.span.value
    if (store.status.value === 'loading') return
    const { from, to } = timeline.stretch.peek()
    const isInside = from <= shown && shown <= to && (!isLive || to > serverNow(store))
    if (span === placedFor && isInside) return
    placedFor = span
    untracked(() => (timeline.stretch.value = stretchAround(shown, isLive, spans[span])))
  }

  function stretchAround(shown: Millis, isLive: boolean, length: Millis): Stretch {
    const firstAt = timeline.marks.peek()?.firstAt ?? 0
    const now = serverNow(store)
    const end = isLive || shown > now - length / 2 ? now + renewMs : shown + length / 2
    // A town that is younger than the bar is long fills it.
    return { from: Math.min(end - shortestMs, Math.max(end - length, firstAt)), to: end }
  }

  async function renew({ from, to }: Stretch): Promise<void> {
    if (to === 0) return
    try {
      const knewFirst = timeline.marks.peek() !== undefined
      const buckets = Math.min(bucketsMax, Math.floor((to - from) / bucketMsMin))
      timeline.marks.value = await fetchMarks(from, to, buckets, leaving.signal)
      if (knewFirst) return
      placedFor = undefined // since now it is known how far back the town goes
      place()
    } catch {
      // The bar works without marks, and asks again with its next stretch.
    }
  }
}
