import { budgetsOf } from './budgets.ts'
import { bytesAtTenHertz, number, type Results } from './results.ts'
import type { Reading } from './scenario.ts'
import type { Summary } from './summary.ts'

const quietPercentMax = 20

/** One compared measure; `unit` is written after each number. */
type Measure = { name: string; of(reading: Reading): number; unit?: string; hasRatio?: boolean }

const compared: readonly Measure[] = [
  { name: 'bytes to one spectator, a second', of: (one) => one.spectators.bytesPerSecond.mean, hasRatio: true },
  { name: 'megabits to all spectators, a second', of: megabitsToAll },
  { name: 'updates to one spectator, a second', of: (one) => one.spectators.updatesPerSecond.mean },
  { name: 'bytes of an update', of: (one) => one.spectators.updateBytes.mean },
  { name: 'spectators lost', of: (one) => one.spectators.lost },
  { name: 'server CPU, of one core', of: (one) => one.server.cpuPercent, unit: ' %', hasRatio: true },
  { name: '… of it in the kernel', of: (one) => one.server.cpuKernelPercent, unit: ' %' },
  { name: 'ticks, a second', of: (one) => one.server.tickMs.count / one.server.seconds },
  { name: 'tick, median', of: (one) => one.server.tickMs.p50, unit: ' ms' },
  { name: 'tick, 99th percentile', of: (one) => one.server.tickMs.p99, unit: ' ms', hasRatio: true },
  { name: 'ticks under 10 ms', of: (one) => one.server.ticksUnder10MsPercent, unit: ' %' },
  { name: 'event loop delay, median', of: (one) => one.server.loopDelayMs.p50, unit: ' ms' },
  { name: 'event loop delay, 99th percentile', of: (one) => one.server.loopDelayMs.p99, unit: ' ms' },
  { name: 'event loop delay, longest', of: (one) => one.server.loopDelayMs.max, unit: ' ms' },
  { name: 'server memory (RSS)', of: (one) => one.server.rssMegabytes, unit: ' MB' },
  { name: 'database CPU, of one core', of: (one) => one.databaseCpuPercent, unit: ' %' },
  { name: 'load CPU, of one core', of: loadCpuOf, unit: ' %' },
  { name: 'other work on the machine, of one core', of: (one) => one.strangersCpuPercent, unit: ' %' },
]

/** The results as Markdown. */
export function describe(results: Results): string {
  const sections = [introduction(results), budgets(results), comparison(results), fullRate(results)]
  return `${[...sections, agents(results), says(results), method].join('\n\n')}\n`
}

function introduction({ machine, load, village, json, colyseus }: Results): string {
  const cores = machine.pinned ? 'server on one core, load on another' : 'processes not bound to cores'
  return [
    '# Bench: the village',
    '',
    `${machine.cores} cores (${cores}), ${machine.os}, Node ${machine.node}; written by \`npm run bench -- village\`.`,
    `${load.agents} walking agents, ${load.spectators} spectators, a window of ${load.seconds} s.`,
    ...noiseIn([village, json, colyseus]),
  ].join('\n')
}

function noiseIn(readings: Reading[]): string[] {
  const percent = Math.max(...readings.map((reading) => reading.strangersCpuPercent))
  if (percent < quietPercentMax) return []
  return [
    '',
    `**Not a quiet machine:** other work took up to ${number(percent)} % of a core; take the numbers as rough.`,
  ]
}

function budgets(results: Results): string {
  const rows = budgetsOf(results).map(({ what, limit, measured, isMet }) => [
    what,
    limit,
    measured,
    isMet ? 'met' : 'missed',
  ])
  return table(['budget', 'to reach', 'measured', ''], rows)
}

function comparison({ village, json, colyseus }: Results): string {
  const rows = compared.map(({ name, of, unit = '', hasRatio }) => {
    const ratio = (other: Reading) => (hasRatio ? `${number(of(other) / of(village))} ×` : '')
    const cells = [village, json, colyseus].map((reading) => `${number(of(reading))}${unit}`)
    return [name, ...cells, ratio(json), ratio(colyseus)]
  })
  const head = ['measure', 'village', 'world as JSON', 'plain Colyseus', 'JSON ÷ village', 'Colyseus ÷ village']
  return table(head, rows)
}

function fullRate({ village, json, colyseus }: Results): string {
  const ratio = (other: Reading) => number(bytesAtTenHertz(other) / village.spectators.bytesPerSecond.mean)
  return [
    `At ten updates a second to everyone, which is what was asked of them, the world as JSON takes`,
    `${number(bytesAtTenHertz(json))} bytes a second for each spectator, ${ratio(json)} × the village's, and plain Colyseus`,
    `${number(bytesAtTenHertz(colyseus))}, ${ratio(colyseus)} ×. ${keptRate('JSON', json)} ${keptRate('Colyseus', colyseus)}`,
  ].join('\n')
}

function keptRate(name: string, { spectators, server }: Reading): string {
  const sent = server.tickMs.count / server.seconds
  const got = spectators.updatesPerSecond.mean
  return got >= 9.5
    ? `${name} kept the rate.`
    : `${name} did not keep the rate: ${number(sent)} sent and ${number(got)} received a second.`
}

function agents({ village: { walkers } }: Results): string {
  if (walkers === undefined) return ''
  const { walksPerSecond, walkTiles, refusalsPerSecond, answerMs, bytesPerSecond, connected, lost } = walkers
  return [
    `The village's ${connected} agents (${lost} lost) are connections of their own: ${number(walksPerSecond)} walks a second of`,
    `${number(walkTiles.mean)} tiles on average, ${number(refusalsPerSecond)} refusals a second; a walk is answered in`,
    `${both(answerMs)}. An agent reads ${number(bytesPerSecond.mean)} bytes a second.`,
  ].join('\n')
}

function says({ village: { says } }: Results): string {
  if (says === undefined) return ''
  return [
    `${says.asked} says, ${says.missing} of them never seen: from the call of the SDK to a spectator's SDK ${both(says.toSpectatorMs)},`,
    `to the answer ${both(says.toAnswerMs)}.`,
  ].join('\n')
}

const method = [
  'How: loopback; each server is a process of its own, started fresh. Bytes are those that the sockets read, WebSocket',
  'frames included. CPU is the server process with the kernel time of its sends; PostgreSQL runs beside it on either core.',
  'The baselines move their agents inside the server and have neither agents’ connections nor rules nor a database,',
  'which is generous to them; the JSON holds only what a viewer needs to draw an agent. Spectators count and drop what',
  'they read; they decode nothing. A tick of the village sends only the first part of a patch; the rest follows between',
  'other work, and shows in the delay of the event loop. The says use the SDK on both ends, in one process on the core',
  'of the load.',
].join('\n')

function both({ p50, p99 }: Summary): string {
  return `${number(p50)} ms (median) and ${number(p99)} ms (99th percentile)`
}

function megabitsToAll({ spectators: { bytesPerSecond } }: Reading): number {
  return (bytesPerSecond.mean * bytesPerSecond.count * 8) / 1e6
}

function loadCpuOf({ spectators, walkers }: Reading): number {
  return spectators.cpuPercent + (walkers?.cpuPercent ?? 0)
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}
