import { number } from '#bench/village/results'
import type { FrameReading } from './frames.ts'
import type { PictureReading } from './picture.ts'
import type { Results } from './results.ts'
import type { Reading, Windows } from './scenario.ts'
import { medianOf } from './summary.ts'
import type { Kind } from './wire.ts'

type Pair = Results['pairs'][number]

/** One compared measure; `unit` is written after each number. */
type Measure<T> = { name: string; of(one: T): number; unit?: string }

const frameMeasures: readonly Measure<Windows['near']>[] = [
  { name: 'agents in view', of: (one) => one.inView },
  { name: 'script a frame, median', of: (one) => one.scriptMs.p50, unit: ' ms' },
  { name: '… 95th percentile', of: (one) => one.scriptMs.p95, unit: ' ms' },
  { name: '… 99th percentile', of: (one) => one.scriptMs.p99, unit: ' ms' },
  { name: '… longest', of: (one) => one.scriptMs.max, unit: ' ms' },
  { name: 'script, style, layout and paint a frame, median', of: (one) => one.frameMs.p50, unit: ' ms' },
  { name: '… 99th percentile', of: (one) => one.frameMs.p99, unit: ' ms' },
  { name: 'between frames (messages, panels, timers), a second', of: (one) => one.betweenMsPerSecond, unit: ' ms' },
  { name: 'script a frame by the clock, median', of: (one) => one.scriptWallMs.p50, unit: ' ms' },
  { name: 'frames measured', of: (one) => one.scriptMs.count },
  { name: 'frames a second, drawn in software', of: (one) => one.framesPerSecond },
]

const kinds: Record<Kind, string> = {
  page: 'page',
  script: 'script',
  style: 'style',
  font: 'fonts',
  map: 'map',
  picture: 'pictures',
  other: 'other answers',
  websocket: 'WebSocket messages',
}

const openMeasures: readonly Measure<Reading>[] = [
  { name: 'time to the first picture, median', of: (one) => ofPictures(one, ({ ms }) => ms), unit: ' ms' },
  { name: 'kilobytes until then', of: (one) => ofPictures(one, ({ bytes }) => sum(Object.values(bytes)) / 1000) },
  ...(Object.keys(kinds) as Kind[]).map((kind) => ({
    name: `… ${kinds[kind]}`,
    of: (one: Reading) => ofPictures(one, ({ bytes }) => bytes[kind] / 1000),
  })),
  { name: 'draw calls a frame', of: (one) => ofPictures(one, ({ drawCallsPerFrame }) => drawCallsPerFrame) },
  { name: 'WebSocket kilobytes a second, town', of: (one) => one.messagesPerSecond.town / 1000 },
  { name: '… news', of: (one) => one.messagesPerSecond.other / 1000 },
  { name: 'heap after a collection, at start', of: (one) => one.memoryAtStart.heapMegabytes, unit: ' MB' },
  { name: '… at the end', of: (one) => one.memoryAtEnd.heapMegabytes, unit: ' MB' },
  { name: 'page open until then', of: (one) => one.openSeconds, unit: ' s' },
]

/** The frames of one zoom with one number of agents. */
export function frameTable({ viewer, baseline }: Pair, zoom: keyof Windows): string {
  return compare(frameMeasures, viewer.windows[zoom], baseline.windows[zoom])
}

/** Opening, memory and messages with one number of agents. */
export function openTable({ viewer, baseline }: Pair): string {
  return compare(openMeasures, viewer, baseline)
}

/** What of a frame is not script, by Chromium's names. */
export function renderingText({ renderingMs }: FrameReading): string {
  return Object.entries(renderingMs)
    .map(([step, ms]) => `${step} ${number(ms)}`)
    .join(', ')
}

export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}

function compare<T>(measures: readonly Measure<T>[], viewer: T, baseline: T): string {
  const rows = measures.map(({ name, of, unit = '' }) => [
    name,
    `${number(of(viewer))}${unit}`,
    `${number(of(baseline))}${unit}`,
  ])
  return table(['measure', 'viewer', 'baseline'], rows)
}

function ofPictures({ pictures }: Reading, value: (one: PictureReading) => number): number {
  return medianOf(pictures.map(value))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
