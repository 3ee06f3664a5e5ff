import { mkdirSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, type as osType } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { cpuMsOfMachine } from '#bench/village/cpu'
import { measureContainers } from './containers.ts'
import { measureNetwork } from './network.ts'
import { type Options, readOptions, type Tier } from './options.ts'
import { describe } from './report.ts'
import type { Results } from './results.ts'
import { measureTrusted } from './trusted.ts'
import { measureWebAssembly } from './webassembly.ts'

const quietMs = 2_000
const resultsDir = new URL('../results/', import.meta.url)

/** Matches in process, in sandboxes and over the network: how many, and what a turn takes. */
export async function run(args: string[]): Promise<void> {
  const options = readOptions(args)
  const before = await othersPercent()
  const tiers: Partial<Results> = {}
  for (const tier of options.tiers) {
    console.log(`tier: ${tier}`)
    Object.assign(tiers, await measures[tier](options))
  }
  const after = await othersPercent()
  const machine = {
    cores: availableParallelism(),
    os: `${osType()} ${arch()}`,
    node: process.version,
    othersPercent: Math.max(before, after),
  }
  publish({ machine, load: options, ...tiers })
}

const measures: Record<Tier, (options: Options) => Promise<Partial<Results>>> = {
  trusted: async (options) => ({ trusted: await measureTrusted(options) }),
  isolated: async (options) => ({
    isolated: { webAssembly: await measureWebAssembly(options), containers: await measureContainers(options) },
  }),
  network: async (options) => ({ network: await measureNetwork(options) }),
}

/** How busy the machine is while the bench does nothing, in % of one core. */
async function othersPercent(): Promise<number> {
  const from = cpuMsOfMachine()
  await sleep(quietMs)
  return ((cpuMsOfMachine() - from) / quietMs) * 100
}

function publish(results: Results): void {
  const text = describe(results)
  mkdirSync(resultsDir, { recursive: true })
  writeFileSync(new URL('matches.json', resultsDir), `${JSON.stringify(results, undefined, 2)}\n`)
  writeFileSync(new URL('matches.md', resultsDir), text)
  console.log(text)
}
