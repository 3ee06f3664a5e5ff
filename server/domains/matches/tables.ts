import { EntitySchema } from 'typeorm'
import type { AgentId, AttestationId, MatchId, MemberId, VersionId } from '#kernel/ids'
import type { Budget } from '#match/contract'
import type { FaultNote } from '#match/play'
import type { FaultRules, Mode, Verdict } from '#match/verdict'
import type { CodeLanguage } from '#messages/competitors'
import type { MatchState } from '#messages/matches'

/** How a match is to be played: what goes into the header of its log. */
export type MatchPlan = {
  /** As the game's options are, in JSON. */
  options: object
  faultRules: FaultRules
  budget: Budget
  suddenDeathMax: number
}

export type MatchRow = {
  id: MatchId
  game: string
  mode: Mode
  purpose: 'direct' | 'trial'
  plan: MatchPlan
  state: MatchState
  /** Who asked for it, as the audit shows it. */
  requestedBy: string
  /** Of whose matches so many wait or run: a member's id, or an agent's that nobody owns. */
  ownerKey: string
  /** The version whose trial it is. */
  trialOf: VersionId | null
  commitment: string
  /** What all chance of the match comes from; told once it has ended. */
  secret: string
  attempt: number
  /** The process that plays it. */
  worker: string | null
  heartbeatAt: Date | null
  /** Not before this; null is at once. */
  notBefore: Date | null
  turns: number | null
  head: string | null
  /** Faults in words; each owner is told those of the own agents. */
  faults: (FaultNote & { number: number })[] | null
  failure: string | null
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
}

/** Matches: the state of the work. What is in the queue besides is only a wake-up. */
export const matchTable = new EntitySchema<MatchRow>({
  name: 'matches',
  columns: {
    id: { type: 'uuid', primary: true },
    game: { type: 'text' },
    mode: { type: 'text' },
    purpose: { type: 'text' },
    plan: { type: 'jsonb' },
    state: { type: 'text' },
    requestedBy: { type: 'text', name: 'requested_by' },
    ownerKey: { type: 'text', name: 'owner_key' },
    trialOf: { type: 'uuid', name: 'trial_of', nullable: true },
    commitment: { type: 'text' },
    secret: { type: 'text' },
    attempt: { type: 'integer', default: 0 },
    worker: { type: 'text', nullable: true },
    heartbeatAt: { type: 'timestamptz', name: 'heartbeat_at', nullable: true },
    notBefore: { type: 'timestamptz', name: 'not_before', nullable: true },
    turns: { type: 'integer', nullable: true },
    head: { type: 'text', nullable: true },
    faults: { type: 'jsonb', nullable: true },
    failure: { type: 'text', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    startedAt: { type: 'timestamptz', name: 'started_at', nullable: true },
    finishedAt: { type: 'timestamptz', name: 'finished_at', nullable: true },
  },
  uniques: [{ name: 'matches_trial', columns: ['trialOf'] }],
  indices: [
    { name: 'matches_game', columns: ['game', 'id'] },
    { name: 'matches_open', columns: ['ownerKey'], where: `state in ('queued', 'running')` },
    { name: 'matches_running', columns: ['heartbeatAt'], where: `state = 'running'` },
  ],
  foreignKeys: [
    {
      name: 'matches_trial_fk',
      target: 'competitors_versions',
      columnNames: ['trialOf'],
      referencedColumnNames: ['id'],
    },
  ],
})

export type EntrantRow = {
  matchId: MatchId
  /** Its place among those who were named: 0, 1, … */
  number: number
  kind: 'code' | 'hook' | 'village' | 'house'
  name: string
  agentId: AgentId | null
  ownerId: MemberId | null
  versionId: VersionId | null
  language: CodeLanguage | null
  digest: string | null
  runtime: string | null
  attestationId: AttestationId | null
  isAttested: boolean | null
  seat: number | null
  score: number | null
  withdrawn: Verdict | null
  faults: number | null
}

export const entrantTable = new EntitySchema<EntrantRow>({
  name: 'match_entrants',
  columns: {
    matchId: { type: 'uuid', name: 'match_id', primary: true },
    number: { type: 'integer', primary: true },
    kind: { type: 'text' },
    name: { type: 'text' },
    agentId: { type: 'uuid', name: 'agent_id', nullable: true },
    ownerId: { type: 'uuid', name: 'owner_id', nullable: true },
    versionId: { type: 'uuid', name: 'version_id', nullable: true },
    language: { type: 'text', nullable: true },
    digest: { type: 'text', nullable: true },
    runtime: { type: 'text', nullable: true },
    attestationId: { type: 'uuid', name: 'attestation_id', nullable: true },
    isAttested: { type: 'boolean', name: 'is_attested', nullable: true },
    seat: { type: 'integer', nullable: true },
    score: { type: 'double precision', nullable: true },
    withdrawn: { type: 'text', nullable: true },
    faults: { type: 'integer', nullable: true },
  },
  indices: [{ name: 'match_entrants_agent', columns: ['agentId', 'matchId'] }],
  foreignKeys: [
    { name: 'match_entrants_match_fk', target: 'matches', columnNames: ['matchId'], referencedColumnNames: ['id'] },
    { name: 'match_entrants_agent_fk', target: 'agents', columnNames: ['agentId'], referencedColumnNames: ['id'] },
  ],
})

/** The signed log of a match that has ended; rows are only ever added. */
export type LogRow = { matchId: MatchId; log: string }

export const logTable = new EntitySchema<LogRow>({
  name: 'match_logs',
  columns: { matchId: { type: 'uuid', name: 'match_id', primary: true }, log: { type: 'text' } },
  foreignKeys: [
    { name: 'match_logs_match_fk', target: 'matches', columnNames: ['matchId'], referencedColumnNames: ['id'] },
  ],
})
