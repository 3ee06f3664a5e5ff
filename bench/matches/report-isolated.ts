import { gameOf } from '#games'
import type { ContainerReading } from './container-batches.ts'
import type { ContainerResults } from './containers.ts'
import { perSecond, type IsolatedResults } from './results.ts'
import type { Start } from './starts.ts'
import { number, readingTable, table } from './tables.ts'

type Measured = Extract<ContainerResults, { status: 'measured' }>

/** The second tier. */
export function describeIsolated({ webAssembly, containers }: IsolatedResults): string[] {
  const measured = containers.filter((one): one is Measured => one.status === 'measured')
  const inContainers = measured.flatMap(({ readings }) => readings)
  const starts = [...webAssembly.starts, ...measured.flatMap((one) => one.starts)]
  return [
    '## Isolated: each side in its own sandbox',
    `${method}\n${versions(webAssembly.version, measured)}`,
    readingTable([...webAssembly.readings, ...inContainers], 'ms'),
    ...containers.flatMap((one) => (one.status === 'absent' ? [`${one.what}: not measured. ${one.reason}.`] : [])),
    ...(inContainers.length === 0 ? [] : [costMethod, costTable(inContainers)]),
    'Around a match:',
    startTable(starts),
  ]
}

const method = [
  'The same agent, which chooses by chance with a small generator of its own, in JavaScript and in Python; each side of each',
  'match has an instance of its own, leased for the match. In WebAssembly (QuickJS, in threads) leasing and letting go are',
  'part of the match. Containers wait beforehand, the two of each match among them, and are used for one match: loading the',
  'program and `init` are part of it, making and removing them is not. So few matches are played in containers that',
  'their times, p99 above all, say less.',
].join('\n')

const costMethod = [
  'Where the CPU time of such a match goes, and how many matches a second come of it if making and removing both containers',
  'of each counts as well. Containers are read from /proc: the nanoseconds of all threads of each container’s shim and of what',
  'descends from it, since a cgroup holds only a part of a gVisor container. The streams go through Docker’s daemons',
  '(dockerd, containerd), whose time is read in the same way, with what they do for others at that moment.',
].join('\n')

function versions(webAssembly: string, measured: readonly Measured[]): string {
  return `Versions: ${[webAssembly, ...new Set(measured.map(({ version }) => version))].join('; ')}.`
}

function costTable(readings: readonly ContainerReading[]): string {
  const head = ['', 'game', 'CPU a match: engine', 'containers', 'daemons', 'matches a second with their containers']
  return table(head, readings.map(costCells), 2)
}

function costCells(reading: ContainerReading): string[] {
  const { what, game, matches, cpu, cycleMs } = reading
  const each = [cpu.own, cpu.containers, cpu.daemons].map((ms) => `${number(ms / matches)} ms`)
  return [what, gameOf(game)!.name, ...each, number(perSecond({ ...reading, wallMs: cycleMs }))]
}

function startTable(starts: readonly Start[]): string {
  const rows = starts.map(({ what, ms, count }) => [
    what,
    `${number(ms!.p50)} ms`,
    `${number(ms!.p99)} ms`,
    number(count),
  ])
  return table(['', 'p50', 'p99', 'times'], rows)
}
