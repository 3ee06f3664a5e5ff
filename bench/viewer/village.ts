import { startChild } from '#bench/village/child'
import type { Subject } from '#bench/village/subject'
import { openTownHall } from '#bench/village/town-hall'
import type { Walkers } from '#bench/village/walkers'
import { agentsAt, type Shown } from './shown.ts'
import type { Talkers } from './talkers.ts'

const joinBatch = 100
const talkerShare = 0.03
const sayEveryMs = 8_000

/** The village with agents that walk all the time, connected as anyone's are, and some that stand and talk. */
export async function openVillage(agents: number): Promise<Shown> {
  const hall = await openTownHall(agents)
  const server = startChild<Subject>('./subject-village.ts', 0)
  const walkers = startChild<Walkers>('./walkers.ts', 1)
  const talkers = startChild<Talkers>(new URL('./talkers.ts', import.meta.url).href, 1)
  try {
    const { url } = await server.ask('start', { databaseUrl: hall.databaseUrl, dataDir: hall.dataDir, agents })
    const talking = Math.max(1, Math.round(agents * talkerShare))
    const tokens = { talkers: hall.walkerTokens.slice(0, talking), walkers: hall.walkerTokens.slice(talking) }
    await talkers.ask('start', { url, tokens: tokens.talkers, batch: joinBatch, everyMs: sayEveryMs })
    await walkers.ask('start', { url, tokens: tokens.walkers, batch: joinBatch })
    return { url, agents: () => agentsAt(url), pids: [hall.databasePid], end }
  } catch (error) {
    await end()
    throw error
  }

  async function end(): Promise<void> {
    await Promise.all([walkers.end(), talkers.end()])
    await server.end()
    await hall.close()
  }
}
