import type { AgentId, MatchId } from '#kernel/ids'
import type { Mode } from '#match/verdict'

type Entrant = { agentId: AgentId | null; name: string }
type Match = { matchId: MatchId; game: string; mode: Mode; purpose: 'direct' | 'trial'; entrants: Entrant[] }

/** What has happened in the arena. Lists are in the order of the entrants. */
export type MatchesEvents = {
  'matches.queued': Match
  'matches.started': Match & { attempt: number }
  /** Scores say who won; what that means for a ladder or a tournament is theirs to say. */
  'matches.finished': Match & { scores: number[]; withdrawn: boolean[]; faults: number[]; turns: number; head: string }
  /** It could not be played, through no fault of the agents; nothing about it counts. */
  'matches.failed': Match & { reason: string }
}
