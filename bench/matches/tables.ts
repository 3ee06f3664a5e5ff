import { gameOf } from '#games'
import type { Reading } from './load.ts'
import { perCpuSecond, perSecond } from './results.ts'

/** Three digits or as many as there are before the point. */
export function number(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}

/** A table of Markdown; the first columns, so many, are words. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], words = 1): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, at) => (at < words ? '---' : '---:'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

/** The columns that all tiers have. `unit` is how many of the turn's unit a millisecond has. */
export function readingTable(readings: readonly Reading[], unit: 'µs' | 'ms'): string {
  const head = ['', 'game', 'matches per CPU-second', 'matches a second', 'turns a second', 'a turn, p50', 'p99']
  return table(
    head,
    readings.map((one) => cells(one, unit)),
    2,
  )
}

function cells(reading: Reading, unit: 'µs' | 'ms'): string[] {
  const { what, game, plies, wallMs, turnMs } = reading
  const time = (ms: number | undefined) =>
    ms === undefined ? '' : `${number(unit === 'µs' ? ms * 1_000 : ms)} ${unit}`
  const rates = [perCpuSecond(reading), perSecond(reading), plies / (wallMs / 1_000)].map(number)
  return [what, gameOf(game)!.name, ...rates, time(turnMs?.p50), time(turnMs?.p99)]
}
