import { useEffect, useState } from 'preact/hooks'
import { fetchMarks } from '#client/net/history.ts'
import { agoText } from '#client/state/describe.ts'
import { shownAt } from '#client/state/moments.ts'
import { isPlaying, setPlaying, setSpeed, showLive, speeds, serverNow } from '#client/state/showing.ts'
import type { Store } from '#client/state/store.ts'
import { keepTimeline, spans, type Span, type Timeline } from '#client/state/timeline.ts'
import { onKey } from './on-key.ts'
import { TimeTrack } from './time-track.tsx'

const spanWords: Record<Span, string> = { hour: 'Hour', day: 'Day', week: 'Week', month: 'Month' }

/** The bar of time below the town: goes back to any kept moment, plays it, and returns to now. */
export function TimeBar({ store }: { store: Store }) {
  const [timeline, setTimeline] = useState<Timeline>()
  useEffect(() => {
    const kept = keepTimeline(store, fetchMarks)
    setTimeline(kept.timeline)
    return kept.stop
  }, [])
  useEffect(() => onKey('p', () => setPlaying(store, !isPlaying(store.showing.peek()))), [])
  useEffect(() => onKey('l', () => showLive(store)), [])
  if (timeline === undefined || store.status.value === 'loading') return <div class="time-bar" />
  return (
    <section class="time-bar" aria-label="Time" data-time={store.showing.value.time}>
      <PlayButton store={store} />
      <TimeTrack store={store} timeline={timeline} />
      <div class="time-choices">
        <MomentShown store={store} />
        <Speeds store={store} />
        <SpanChoice timeline={timeline} />
        <LiveButton store={store} />
      </div>
    </section>
  )
}

function PlayButton({ store }: { store: Store }) {
  const playing = isPlaying(store.showing.value)
  return (
    <button
      type="button"
      class="play"
      aria-label={playing ? 'Pause' : 'Play'}
      data-playing={playing}
      onClick={() => setPlaying(store, !playing)}
    />
  )
}

/** The moment shown, in the time of whoever looks. */
function MomentShown({ store }: { store: Store }) {
  const at = shownAt(store)
  const isLive = store.showing.value.time === 'live'
  return (
    <p class="moment">
      <time dateTime={new Date(at).toISOString()}>
        <span class="day">{dayText.format(at)}, </span>
        {clockText.format(at)}
      </time>
      <span class="ago">{isLive ? 'now' : agoText(at, serverNow(store))}</span>
    </p>
  )
}

const dayText = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const clockText = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

function Speeds({ store }: { store: Store }) {
  const showing = store.showing.value
  return (
    <div class="choices" role="group" aria-label="Speed of the past">
      {speeds.map((speed) => (
        <button
          type="button"
          key={speed}
          aria-pressed={showing.time === 'past' && showing.playing && showing.speed === speed}
          disabled={showing.time === 'live'}
          onClick={() => setSpeed(store, speed)}
        >
          {speed}×
        </button>
      ))}
    </div>
  )
}

function SpanChoice({ timeline }: { timeline: Timeline }) {
  return (
    <label class="span-choice">
      <span class="unseen">The bar shows</span>
      <select
        value={timeline.span.value}
        onChange={(event) => (timeline.span.value = event.currentTarget.value as Span)}
      >
        {(Object.keys(spans) as Span[]).map((span) => (
          <option key={span} value={span}>
            {spanWords[span]}
          </option>
        ))}
      </select>
    </label>
  )
}

function LiveButton({ store }: { store: Store }) {
  const isLive = store.showing.value.time === 'live'
  return (
    <button type="button" class="live" aria-pressed={isLive} onClick={() => showLive(store)}>
      Live
    </button>
  )
}
