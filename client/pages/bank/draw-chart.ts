import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { BalanceHistory } from '#messages/economy'

const height = 180
const colours = { line: '#2f6f4f', fill: '#2f6f4f26', grid: '#e0d0a8', ink: '#6a5243' }

/** A chart in a page: it can show another history, and it ends. */
export type Drawing = { show(history: BalanceHistory): void; end(): void }

/** Draws how a balance went, in steps, as wide as its place is. */
export function drawChart(host: HTMLElement, history: BalanceHistory): Drawing {
  const plot = new UPlot(optionsFor(host), dataOf(history), host)
  const watcher = new ResizeObserver(() => plot.setSize({ width: host.clientWidth, height }))
  watcher.observe(host)
  return { show: (next) => plot.setData(dataOf(next)), end }

  function end(): void {
    watcher.disconnect()
    plot.destroy()
  }
}

function optionsFor(host: HTMLElement): UPlot.Options {
  const font = `12px ${getComputedStyle(host).fontFamily}`
  const axis = { font, stroke: colours.ink, grid: { stroke: colours.grid, width: 1 }, ticks: { show: false } }
  const stepped = UPlot.paths.stepped!({ align: 1 })
  return {
    width: host.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_, __, max) => [0, Math.max(1, max) * 1.1] } },
    axes: [
      { ...axis, values: timesOf, size: 32 },
      { ...axis, size: 54 },
    ],
    series: [{}, { stroke: colours.line, fill: colours.fill, width: 2, paths: stepped, points: { show: false } }],
  }
}

const times = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const days = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })

function timesOf(_: UPlot, seconds: number[]): string[] {
  const isDays = (seconds[1] ?? 0) - (seconds[0] ?? 0) >= 86_400
  return seconds.map((second) => (isDays || isMidnight(second) ? days : times).format(second * 1000))
}

function isMidnight(second: number): boolean {
  const date = new Date(second * 1000)
  return date.getHours() === 0 && date.getMinutes() === 0
}

function dataOf({ points }: BalanceHistory): UPlot.AlignedData {
  return [points.map(({ at }) => at / 1000), points.map(({ amount }) => Number(amount))]
}
