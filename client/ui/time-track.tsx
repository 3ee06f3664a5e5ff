import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { shownAt } from '#client/state/moments.ts'
import { serverNow, showLive, showPast } from '#client/state/showing.ts'
import type { Store } from '#client/state/store.ts'
import type { Stretch, Timeline } from '#client/state/timeline.ts'
import { townTimeAt, type Millis, type TownCalendar } from '#kernel/time'
import type { HistoryMarks } from '#messages/history'

/** Who lets go this close to now means now. */
const nowMs = 3_000
const stepMs = 10_000
const height = 28

/** The track of the time bar: how much happened when, and a head to pull; a slider for the keyboard. */
export function TimeTrack({ store, timeline }: { store: Store; timeline: Timeline }) {
  const track = useRef<HTMLDivElement>(null)
  const hovered = useSignal<Millis | undefined>(undefined)
  const stretch = timeline.stretch.value
  const at = headOf(store)
  return (
    <div class="track-place">
      <div
        class="track"
        ref={track}
        role="slider"
        tabIndex={0}
        aria-label="Moment that is shown"
        aria-orientation="horizontal"
        aria-valuemin={Math.round(stretch.from / 1000)}
        aria-valuemax={Math.round(stretch.to / 1000)}
        aria-valuenow={Math.round(at / 1000)}
        aria-valuetext={valueText(store, at)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          goTo(store, momentUnder(event))
        }}
        onPointerMove={(event) => {
          hovered.value = momentUnder(event)
          if ((event.buttons & 1) === 1) goTo(store, hovered.value)
        }}
        onPointerLeave={() => (hovered.value = undefined)}
        onKeyDown={(event) => {
          const moment = momentByKey(event, at, stretch)
          if (moment === undefined) return
          event.preventDefault()
          goTo(store, moment)
        }}
      >
        <Picture stretch={stretch} marks={timeline.marks.value} calendar={store.village.value} />
        <div class="head" style={{ left: percent(at, stretch) }} />
        {hovered.value !== undefined && (
          <div class="track-hint" style={{ left: percent(hovered.value, stretch) }}>
            {valueText(store, hovered.value)}
          </div>
        )}
      </div>
      <Ticks stretch={stretch} />
    </div>
  )

  function momentUnder({ clientX }: MouseEvent): Millis {
    const { left, width } = track.current!.getBoundingClientRect()
    const part = Math.max(0, Math.min(1, (clientX - left) / width))
    return stretch.from + part * (stretch.to - stretch.from)
  }
}

function goTo(store: Store, moment: Millis): void {
  if (moment > serverNow(store) - nowMs) showLive(store)
  else showPast(store, moment)
}

// While the head is pulled about, it is where it was put, also before that moment is loaded.
function headOf(store: Store): Millis {
  const showing = store.showing.value
  const shown = shownAt(store)
  return showing.time === 'past' && (!showing.playing || store.kept.value === 'loading') ? showing.at : shown
}

function momentByKey({ key }: KeyboardEvent, at: Millis, { from, to }: Stretch): Millis | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return at - stepMs
    case 'ArrowRight':
    case 'ArrowUp':
      return at + stepMs
    case 'PageDown':
      return at - (to - from) / 10
    case 'PageUp':
      return at + (to - from) / 10
    case 'Home':
      return from
    case 'End':
      return to
    default:
      return undefined
  }
}

function valueText(store: Store, at: Millis): string {
  const { epoch: _, ...calendar } = store.village.value
  if (calendar.dayMs === 0) return timeText.format(at)
  const { day, clock } = townTimeAt(at, calendar)
  return `Day ${day}, ${clock} (${timeText.format(at)})`
}

function Picture({
  stretch,
  marks,
  calendar,
}: {
  stretch: Stretch
  marks: HistoryMarks | undefined
  calendar: TownCalendar
}) {
  const length = stretch.to - stretch.from
  const x = (moment: Millis) => (((moment - stretch.from) / length) * 1000).toFixed(1)
  return (
    <svg viewBox={`0 0 1000 ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {nightsIn(stretch, calendar).map(({ from, to }) => (
        <rect class="night" key={from} x={x(from)} width={((to - from) / length) * 1000} height={height} />
      ))}
      {marks !== undefined && <path class="unkept" d={unkeptPath(marks, x)} />}
      {marks !== undefined && <path class="marks" d={marksPath(marks, x)} />}
    </svg>
  )
}

function marksPath({ marks, bucketMs }: HistoryMarks, x: (moment: Millis) => string): string {
  const weights = marks.map(weightOf)
  const most = Math.max(1, ...weights)
  return marks
    .map(({ at }, index) => {
      const tall = Math.ceil(Math.sqrt(weights[index]! / most) * (height - 4))
      return tall === 0
        ? ''
        : `M${x(at + bucketMs * 0.12)} ${height}V${height - tall}H${x(at + bucketMs * 0.88)}V${height}`
    })
    .join('')
}

// What people come to see weighs more than the walking in between.
function weightOf({ says, uses, emotes, arrivals, departures, walks }: HistoryMarks['marks'][number]): number {
  return 2 * says + 2 * (arrivals + departures) + uses + emotes + walks / 4
}

function unkeptPath({ marks, bucketMs, lastAt }: HistoryMarks, x: (moment: Millis) => string): string {
  return marks
    .filter(({ at, keptMs }) => keptMs === 0 && (lastAt === null || at < lastAt))
    .map(({ at }) => `M${x(at)} 0H${x(at + bucketMs)}V${height}H${x(at)}`)
    .join('')
}

/** The town's nights in a stretch, if they are long enough to be seen. */
function nightsIn({ from, to }: Stretch, { foundedAt, dayMs }: TownCalendar): Stretch[] {
  if (dayMs === 0 || (to - from) / dayMs > 60) return []
  const nights: Stretch[] = []
  for (let day = Math.floor((from - foundedAt) / dayMs) - 1; foundedAt + day * dayMs < to; day++) {
    const start = Math.max(from, foundedAt + (day + 20 / 24) * dayMs)
    const end = Math.min(to, foundedAt + (day + 1 + 6 / 24) * dayMs)
    if (start < end) nights.push({ from: start, to: end })
  }
  return nights
}

function Ticks({ stretch }: { stretch: Stretch }) {
  return (
    <div class="ticks" aria-hidden="true">
      {ticksIn(stretch).map((at) => (
        <span key={at} style={{ left: percent(at, stretch) }}>
          {(stretch.to - stretch.from > 2 * 86_400_000 ? dayText : shortText).format(at)}
        </span>
      ))}
    </div>
  )
}

const minute = 60_000
const tickSteps = [1, 2, 5, 10, 15, 30, 60, 180, 360, 720, 1_440, 2_880, 10_080].map((minutes) => minutes * minute)

/** Moments on the full hours, and the like, of whoever looks; at most seven. */
function ticksIn({ from, to }: Stretch): Millis[] {
  const step = tickSteps.find((step) => (to - from) / step <= 7) ?? tickSteps.at(-1)!
  const shift = new Date(from).getTimezoneOffset() * minute
  const first = Math.ceil((from - shift) / step) * step + shift
  return Array.from({ length: 8 }, (_, at) => first + at * step).filter((at) => at < to)
}

function percent(at: Millis, { from, to }: Stretch): string {
  return `${Math.max(0, Math.min(100, ((at - from) / (to - from)) * 100))}%`
}

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const timeText = new Intl.DateTimeFormat(undefined, { ...clock, second: '2-digit' })
const shortText = new Intl.DateTimeFormat(undefined, clock)
const dayText = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
