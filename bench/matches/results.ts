import type { ContainerResults } from './containers.ts'
import type { Reading } from './load.ts'
import type { Options } from './options.ts'
import type { TrustedResults } from './trusted.ts'
import type { WebAssemblyResults } from './webassembly.ts'

/** The tier in which each side has a sandbox of its own. */
export type IsolatedResults = { webAssembly: WebAssemblyResults; containers: ContainerResults[] }

/**
 * Everything one run found; written as it is to bench/results/matches.json. A tier that was not asked for is not there.
 * `othersPercent` is what else the machine did before and after, in % of one core.
 */
export type Results = {
  machine: { cores: number; os: string; node: string; othersPercent: number }
  load: Options
  trusted?: TrustedResults
  isolated?: IsolatedResults
  network?: Reading[]
}

/** Matches for each second of CPU time. */
export function perCpuSecond({ matches, cpuMs }: Reading): number {
  return matches / (cpuMs / 1_000)
}

/** Matches in a second on the clock. */
export function perSecond({ matches, wallMs }: Reading): number {
  return matches / (wallMs / 1_000)
}
