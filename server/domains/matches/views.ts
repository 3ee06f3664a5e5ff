import type { MatchesEvents } from '#events/matches'
import type { MatchEntrantView, MatchView } from '#messages/matches'
import type { MatchWithEntrants } from './store.ts'
import type { EntrantRow } from './tables.ts'

/** A match as everyone may know it: the secret of its chance stays out until it stands in the log. */
export function toView({ match, entrants }: MatchWithEntrants): MatchView {
  const { id, game, mode, purpose, state, commitment, attempt, turns, head, failure } = match
  return {
    id,
    game,
    mode,
    purpose,
    state,
    commitment,
    attempt,
    turns,
    head,
    failure,
    entrants: entrants.map(toEntrantView),
    createdAt: match.createdAt.getTime(),
    startedAt: match.startedAt?.getTime() ?? null,
    finishedAt: match.finishedAt?.getTime() ?? null,
  }
}

function toEntrantView(entrant: EntrantRow): MatchEntrantView {
  const { name, kind, agentId, versionId, language, digest, runtime, isAttested, seat, score, withdrawn, faults } =
    entrant
  return { name, kind, agentId, versionId, language, digest, runtime, isAttested, seat, score, withdrawn, faults }
}

/** What an event tells of a match. */
export function factsOf({ match, entrants }: MatchWithEntrants): MatchesEvents['matches.queued'] {
  const { id: matchId, game, mode, purpose } = match
  return { matchId, game, mode, purpose, entrants: entrants.map(({ agentId, name }) => ({ agentId, name })) }
}
