import { cpuMsOfTrees } from '#bench/village/cpu'
import { openHooks } from './hook.ts'
import { loadByTurns, ownCpuMs, type Reading } from './load.ts'
import { gamesPlayed } from './match.ts'
import type { Options } from './options.ts'
import { openVillagers } from './villagers.ts'

/** The third tier: agents at the other end of a connection. */
export async function measureNetwork({ seconds, rounds }: Options): Promise<Reading[]> {
  return [...(await measureHooks(seconds, rounds)), ...(await measureVillagers(seconds, rounds))]
}

async function measureHooks(seconds: number, rounds: number): Promise<Reading[]> {
  const hooks = await openHooks()
  try {
    return await loadByTurns(gamesPlayed.map(hooks.subject), { seconds, rounds, cpuMs: ownCpuMs })
  } finally {
    hooks.close()
  }
}

async function measureVillagers(seconds: number, rounds: number): Promise<Reading[]> {
  const villagers = await openVillagers()
  const cpuMs = () => cpuMsOfTrees([process.pid])
  try {
    return await loadByTurns(gamesPlayed.map(villagers.subject), { seconds, rounds, cpuMs })
  } finally {
    await villagers.close()
  }
}
