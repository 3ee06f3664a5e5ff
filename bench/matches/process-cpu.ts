import { readFileSync, readdirSync } from 'node:fs'

/** Processes of this machine as /proc shows them; none where there is no /proc. */
export type ProcessTable = { pid: number; parent: number; command: string[] }[]

export function processTable(): ProcessTable {
  return entriesOf('/proc')
    .map((pid) => ({ pid, parent: parentOf(pid), command: textOf(`/proc/${pid}/cmdline`).split('\0') }))
    .filter(({ parent }) => parent !== undefined) as ProcessTable
}

/** Those processes, and all that descend from them. */
export function treesOf(table: ProcessTable, roots: readonly number[]): number[] {
  const members = new Set(roots)
  for (let size = 0; size < members.size;) {
    size = members.size
    for (const { pid, parent } of table) if (members.has(parent)) members.add(pid)
  }
  return [...members]
}

/** CPU ms that all threads of some processes have used so far. The kernel counts them in ns (/proc/<pid>/task/<tid>/schedstat). */
export function cpuMsOf(pids: readonly number[]): number {
  const ns = pids.flatMap((pid) => entriesOf(`/proc/${pid}/task`).map((thread) => nsOf(pid, thread)))
  return ns.reduce((sum, one) => sum + one, 0) / 1e6
}

function nsOf(pid: number, thread: number): number {
  return Number(textOf(`/proc/${pid}/task/${thread}/schedstat`).split(' ', 1)[0])
}

function parentOf(pid: number): number | undefined {
  // The second field is the name in brackets, which may hold anything.
  const fields = textOf(`/proc/${pid}/stat`).split(') ').at(-1)!.split(' ')
  return fields[1] === undefined ? undefined : Number(fields[1])
}

function entriesOf(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
