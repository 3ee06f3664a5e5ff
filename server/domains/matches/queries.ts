import type { AgentId, MatchId, MemberId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { refuse, type Refusal } from '#kernel/refusal'
import type { MatchesQuery, MatchView } from '#messages/matches'
import type { Verdict } from '#match/verdict'
import type { Storage } from '#platform/database'
import * as store from './store.ts'
import { toView } from './views.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export type OwnFault = { agentId: AgentId; turn: number; call: 'init' | 'act'; verdict: Verdict; detail: string }

/** Reads matches. These throw when the database is away. */
export function createMatchQueries({ database }: Storage) {
  const tx = database.manager
  return { page, one, log, faultsFor }

  /** Matches, the newest first; `next` goes into `before` for more. */
  async function page(query: MatchesQuery): Promise<{ matches: MatchView[]; next: string | null }> {
    const found = await store.matchesPage(tx, query, limits.matchesPageMax)
    return {
      matches: found.map(toView),
      next: found.length === limits.matchesPageMax ? found.at(-1)!.match.id : null,
    }
  }

  async function one(id: string): Promise<MatchView | Refusal> {
    const found = await find(id)
    return found === null ? noMatch() : toView(found)
  }

  /** The signed log; refused as `match_unfinished` before the end, since it tells what is hidden until then. */
  async function log(id: string): Promise<{ status: 'found'; log: string } | Refusal> {
    const found = await find(id)
    if (found === null) return noMatch()
    const text = await store.logOf(tx, found.match.id)
    return text === undefined
      ? refuse('match_unfinished', `this match is ${found.match.state}; a log is there once it is finished`)
      : { status: 'found', log: text }
  }

  /** Faults in words of those agents in a match that are the asker's. */
  async function faultsFor(
    id: string,
    asker: { memberId?: MemberId; agentId?: AgentId },
  ): Promise<OwnFault[] | Refusal> {
    const found = await find(id)
    if (found === null) return noMatch()
    const own = found.entrants.filter(
      ({ agentId, ownerId }) =>
        agentId !== null && (agentId === asker.agentId || (ownerId !== null && ownerId === asker.memberId)),
    )
    if (own.length === 0) return refuse('forbidden', 'no agent of yours is in this match')
    return (found.match.faults ?? []).flatMap(({ number, turn, call, verdict, detail }) => {
      const entrant = own.find((one) => one.number === number)
      return entrant === undefined ? [] : [{ agentId: entrant.agentId!, turn, call, verdict, detail }]
    })
  }

  async function find(id: string): Promise<store.MatchWithEntrants | null> {
    return uuid.test(id) ? store.matchById(tx, id as MatchId) : null
  }
}

export type MatchQueries = ReturnType<typeof createMatchQueries>

function noMatch(): Refusal {
  return refuse('not_found', 'there is no match with this id')
}
