import { arch, availableParallelism, type as osType } from 'node:os'
import { isPinned } from './child.ts'

/** The machine in general terms: enough to compare, nothing that tells which one it is. */
export type Machine = { cores: number; os: string; node: string; pinned: boolean }

export function machine(): Machine {
  return { cores: availableParallelism(), os: `${osType()} ${arch()}`, node: process.version, pinned: isPinned }
}
