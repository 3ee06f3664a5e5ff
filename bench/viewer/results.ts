import type { Machine } from '#bench/village/machine'
import type { Reading } from './scenario.ts'

/** The viewer and the baseline with one number of agents; undefined is what was not asked for. */
export type Pair = { agents: number; viewer: Reading | undefined; baseline: Reading | undefined }

/** Everything one run found; written as it is to bench/results/viewer.json. */
export type Results = {
  machine: Machine & { browser: string }
  load: { seconds: number; loads: number }
  pairs: { agents: number; viewer: Reading; baseline: Reading }[]
}
