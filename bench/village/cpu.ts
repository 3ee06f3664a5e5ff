import { readFileSync, readdirSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { round } from './summary.ts'

/** CPU time of this process between `begin` and `end`, in % of one core, all its threads and the kernel's part included. */
export function cpuWindow() {
  let from = process.cpuUsage()
  let startedAt = performance.now()

  return { begin, end }

  function begin(): void {
    from = process.cpuUsage()
    startedAt = performance.now()
  }

  function end(): { cpuPercent: number; cpuKernelPercent: number } {
    const { user, system } = process.cpuUsage(from)
    const micros = (performance.now() - startedAt) * 1000
    return { cpuPercent: round(((user + system) / micros) * 100), cpuKernelPercent: round((system / micros) * 100) }
  }
}

const tickMs = 10 // of the kernel's clock, USER_HZ

/** CPU ms that processes and all that descend from them have used so far; 0 where there is no /proc. */
export function cpuMsOfTrees(roots: readonly number[]): number {
  const stats = everyPid().map(statOf)
  const members = new Set(roots)
  for (let size = 0; size < members.size;) {
    size = members.size
    for (const { pid, parent } of stats) if (members.has(parent)) members.add(pid)
  }
  return stats.filter(({ pid }) => members.has(pid)).reduce((sum, { ticks }) => sum + ticks * tickMs, 0)
}

/** CPU ms that the whole machine has been busy, all cores together; 0 where there is no /proc. */
export function cpuMsOfMachine(): number {
  const line = readText('/proc/stat').split('\n', 1)[0]!
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line.split(/\s+/).map(Number)
  return (user + nice + system + irq + softirq) * tickMs
}

function everyPid(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

function statOf(pid: number): { pid: number; parent: number; ticks: number } {
  // The second field is the name in brackets, which may hold anything.
  const fields = readText(`/proc/${pid}/stat`).split(') ').at(-1)!.split(' ').map(Number)
  return { pid, parent: fields[1] ?? 0, ticks: (fields[11] ?? 0) + (fields[12] ?? 0) }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
