import type { Language, Runtime } from '#domain/sandbox'
import { bounds } from './bounds.ts'
import type { Finding } from './judge.ts'
import { leaseSaneAgent, type SaneAgent } from './play.ts'

/** Sane agents that sit beside hostile ones, one for each language. */
export type Neighbours = {
  /** Sees to it that one is there before an attack; what is wrong with it already, if anything. */
  seat(language: Language): Promise<Finding | undefined>
  /** What is wrong with a sane agent after an attack: with the one that was there, or, now and then, with a new one. */
  check(language: Language, isLast: boolean): Promise<Finding | undefined>
  release(): Promise<void>
}

/** The neighbours of the cases that are tried one after the other. */
export function createNeighbours(runtime: Runtime): Neighbours {
  const agents = new Map<Language, SaneAgent>()
  let sinceNew = 0
  return { seat, check, release }

  async function seat(language: Language): Promise<Finding | undefined> {
    if (agents.has(plain(language))) return undefined
    const agent = await leaseSaneAgent(runtime, plain(language))
    const finding = await agent.turn()
    if (finding === undefined) agents.set(plain(language), agent)
    else await agent.release()
    return about('before it a sane agent', finding)
  }

  async function check(language: Language, isLast: boolean): Promise<Finding | undefined> {
    sinceNew += 1
    const finding = await agents.get(plain(language))!.turn()
    if (finding !== undefined) return drop(plain(language), finding)
    return isLast || sinceNew >= bounds.casesPerNewAgent ? checkNew(plain(language)) : undefined
  }

  async function checkNew(language: Language): Promise<Finding | undefined> {
    const which = sinceNew === 1 ? 'this' : `this, or one of the ${sinceNew - 1} before it,`
    sinceNew = 0
    const agent = await leaseSaneAgent(runtime, language)
    const finding = await agent.turn()
    await agent.release()
    return about(`after ${which} a new sane agent`, finding)
  }

  async function drop(language: Language, finding: Finding): Promise<Finding | undefined> {
    await agents.get(language)!.release()
    agents.delete(language)
    return about('then the sane agent beside it', finding)
  }

  async function release(): Promise<void> {
    await Promise.all([...agents.values()].map((agent) => agent.release()))
  }
}

// Without its types it is the same program.
function plain(language: Language): Language {
  return language === 'typescript' ? 'javascript' : language
}

function about(who: string, finding: Finding | undefined): Finding | undefined {
  return finding === undefined ? undefined : { ...finding, detail: `${who} ${finding.detail}` }
}
