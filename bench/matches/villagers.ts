import { limits } from '#kernel/limits'
import { connect, type Player, type Village as Connection } from '#sdk'
import { createChance, pick } from '#villagers/chance'
import type { MatchView } from '#messages/matches'
import { createMemberClient, type MemberClient } from './member-client.ts'
import type { Subject } from './load.ts'
import { turnMsMax } from './match.ts'
import { createPairs } from './pairs.ts'
import { startVillage } from './server.ts'

/** Agents in a village that play by chance over the SDK, and the member whose they are, who asks for matches. */
export type Villagers = { subject(game: string): Subject; close(): Promise<void> }

/** The match under way, as the agents see it. */
type UnderWay = { turns: number; onTurn: (() => void) | undefined; results: number; end(turns: number): void }

const matchMsMax = 30_000

export async function openVillagers(): Promise<Villagers> {
  const village = await startVillage()
  const member = await createMemberClient(village.url)
  let underWay: UnderWay | undefined
  const agents: Connection[] = []
  for (let number = 1; number <= limits.agentsPerMemberMax; number++) {
    const { token } = await member.post<{ token: string }>('/api/agents', { name: `Player ${number}` })
    const agent = await connect({ url: village.url, token })
    agent.compete(({ seed }) => playerFor(String(seed)))
    agents.push(agent)
  }
  const pairs = createPairs(agents)
  return { subject, close }

  function subject(game: string): Subject {
    return { what: 'two agents over the SDK, the whole way', game, play: (_, onTurn) => play(game, onTurn) }
  }

  async function play(game: string, onTurn?: () => void): Promise<number> {
    const pair = await pairs.next()
    const turns = await playBetween(pair.agents, game, onTurn)
    pairs.played(pair, turns)
    return turns
  }

  function playBetween(pair: readonly Connection[], game: string, onTurn?: () => void): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('a match in the village did not end')), matchMsMax)
      underWay = { turns: 0, onTurn, results: 0, end }
      const entrants = pair.map(({ agentId }) => ({ agent: agentId, via: 'village' }))
      member.post('/api/matches', { game, entrants, turnMsMax }).catch(reject)
      function end(turns: number): void {
        clearTimeout(timer)
        resolve(turns)
      }
    })
  }

  function playerFor(seed: string): Player {
    const chance = createChance(seed)
    return { act, onResult }

    function act({ validActions }: Parameters<Player['act']>[0]) {
      underWay!.turns += 1
      underWay!.onTurn?.()
      return pick(chance, validActions)!
    }

    function onResult(): void {
      underWay!.results += 1
      if (underWay!.results === 2) underWay!.end(underWay!.turns)
    }
  }

  async function close(): Promise<void> {
    try {
      await expectNoFaults(member)
    } finally {
      await Promise.all(agents.map((agent) => agent.close()))
      await village.close()
    }
  }
}

async function expectNoFaults(member: MemberClient): Promise<void> {
  const { matches } = await member.get<{ matches: MatchView[] }>('/api/matches?state=finished')
  if (matches.length === 0) throw new Error('no match in the village was kept')
  const faulty = matches.find(({ entrants }) => entrants.some(({ faults }) => faults !== 0))
  if (faulty === undefined) return
  const found = await member.get<{ faults: object[] }>(`/api/matches/${faulty.id}/faults`)
  throw new Error(`an agent in the village erred: ${JSON.stringify(found.faults)}`)
}
