import { bytesAtTenHertz, number, type Results } from './results.ts'

export type Budget = { what: string; limit: string; measured: string; isMet: boolean }

const cpuPercentMax = 25
const ticksUnder10MsPercentMin = 99
const bytesPerSecondMax = 5_000
const timesLessThanJsonMin = 100
const sayMsMax = 150

/** The budgets of DESIGN.md that this bench measures, at the load for which they are set. */
export function budgetsOf({ village, json }: Results): Budget[] {
  const { server, spectators, says } = village
  const bytes = spectators.bytesPerSecond.mean
  const timesLess = bytesAtTenHertz(json) / bytes
  const sayMs = says?.missing === 0 ? says.toSpectatorMs.p99 : Number.POSITIVE_INFINITY
  return [
    below('server CPU, of one core', server.cpuPercent, cpuPercentMax, '%'),
    atLeast('ticks under 10 ms', server.ticksUnder10MsPercent, ticksUnder10MsPercentMin, '%'),
    below('bytes to one spectator, a second', bytes, bytesPerSecondMax, ''),
    atLeast('less than the world as JSON ten times a second', timesLess, timesLessThanJsonMin, '×'),
    below('a say to a spectator, 99th percentile', sayMs, sayMsMax, 'ms'),
  ]
}

function below(what: string, value: number, max: number, unit: string): Budget {
  return { what, limit: `< ${number(max)} ${unit}`, measured: `${number(value)} ${unit}`, isMet: value < max }
}

function atLeast(what: string, value: number, min: number, unit: string): Budget {
  return { what, limit: `≥ ${number(min)} ${unit}`, measured: `${number(value)} ${unit}`, isMet: value >= min }
}
