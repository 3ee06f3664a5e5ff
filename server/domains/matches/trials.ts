import type { FeedEvent } from '#events/index'
import { gameOf } from '#games'
import { usualBudget } from '#match/budget'
import { verdicts, type FaultRules, type Verdict } from '#match/verdict'
import type { Version } from '#domain/competitors'
import type { MatchesOptions } from './context.ts'
import { versionEntrant } from './entrants.ts'
import { enqueue, newMatch } from './request.ts'
import * as store from './store.ts'

const untriedMax = 100

// A version that may play has shown that it gets through a match without any fault.
const trialRules: FaultRules = {
  costs: Object.fromEntries(verdicts.map((verdict) => [verdict, 'forfeit'])) as Record<Verdict, 'forfeit'>,
  strikesMax: 1,
}

/** Each new version plays against itself before it may play against others. */
export function createTrials(options: MatchesOptions) {
  const { manager } = options.storage.database
  return { onEvent, tryAll }

  /** Reacts to a push; whatever is missed is found by `tryAll`. */
  async function onEvent(event: FeedEvent): Promise<void> {
    if (event.type !== 'competitors.pushed') return
    const version = await options.competitors.find(event.payload.versionId)
    if (version?.state === 'untried') await request(version)
  }

  /** Asks for the trials that are missing. Safe to do twice: a version has one. */
  async function tryAll(): Promise<void> {
    let page: Version[] = []
    do {
      page = await options.competitors.untried(untriedMax, page.at(-1)?.id)
      for (const version of page) if (!(await store.hasTrial(manager, version.id))) await request(version)
    } while (page.length === untriedMax)
  }

  async function request(version: Version): Promise<void> {
    const agent = await options.agents.byId(version.agentId)
    const game = gameOf(version.game)
    if (agent === null || game === undefined) return
    const entrants = Array.from({ length: game.seats.min }, () => versionEntrant(agent, version))
    const plan = { options: {}, faultRules: trialRules, budget: usualBudget, suddenDeathMax: 0 }
    const about = { game: game.id, mode: 'sandbox', purpose: 'trial', plan, requestedBy: 'system:trial' } as const
    const { match, ...rest } = newMatch(options, about, entrants)
    const ownerKey = agent.ownerId ?? agent.id
    await options.storage.transaction((tx) =>
      enqueue(options, tx, { ...rest, match: { ...match, trialOf: version.id, ownerKey } }),
    )
  }
}
