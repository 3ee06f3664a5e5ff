import type { MatchRequest, MatchView } from '#messages/matches'
import type { Refusal } from '#kernel/refusal'
import type { MatchesOptions } from './context.ts'
import type { Requester } from './entrants.ts'
import { createMatchQueries } from './queries.ts'
import { recoverMatches } from './recover.ts'
import { requestMatch } from './request.ts'
import { createTrials } from './trials.ts'
import { toView } from './views.ts'
import { startMatchWorker } from './worker.ts'

/** Matches: asking for them, playing them, and what came of them. `onEvent` has to be fed with the feed. */
export type Matches = ReturnType<typeof createMatches>

export function createMatches(options: MatchesOptions) {
  const trials = createTrials(options)
  return {
    ...createMatchQueries(options.storage),
    publicKey: options.key.publicKey.toString('hex'),
    request: async (requester: Requester, request: MatchRequest): Promise<MatchView | Refusal> => {
      const result = await requestMatch(options, requester, request)
      return result.status === 'refused' ? result : toView(result.match)
    },
    onEvent: trials.onEvent,
    /** Finds what was left lying: dead workers' matches, lost wake-ups, versions without a trial. */
    recover: async (): Promise<void> => {
      await recoverMatches(options)
      await trials.tryAll()
    },
    startWorker: (atOnceMax: number) => startMatchWorker(options, atOnceMax),
  }
}
