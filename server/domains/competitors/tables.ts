import { EntitySchema } from 'typeorm'
import type { AgentId, VersionId } from '#kernel/ids'
import type { CodeLanguage, VersionState } from '#messages/competitors'

export type VersionRow = {
  id: VersionId
  agentId: AgentId
  game: string
  /** Its place among the versions of its agent for its game: 1, 2, 3 … without gaps. */
  number: number
  kind: 'code' | 'hook'
  /** Null exactly for a hook. */
  language: CodeLanguage | null
  main: string | null
  digest: string
  bytes: number
  state: VersionState
  /** Exactly if the trial failed. */
  failure: string | null
  /** When it was last wished that it plays as soon as it may; null if it never was. */
  wishedAt: Date | null
  createdAt: Date
  createdBy: string
}

/** What a version is made of, in its canonical form; read only where it is needed. */
export type SourceColumn = { source: Buffer }

/** Versions of agents' code. What was pushed stays as it is; only what is known of it and wished for it changes. */
export const versionTable = new EntitySchema<VersionRow & SourceColumn>({
  name: 'competitors_versions',
  columns: {
    id: { type: 'uuid', primary: true },
    agentId: { type: 'uuid', name: 'agent_id' },
    game: { type: 'text' },
    number: { type: 'integer' },
    kind: { type: 'text' },
    language: { type: 'text', nullable: true },
    main: { type: 'text', nullable: true },
    digest: { type: 'text' },
    bytes: { type: 'integer' },
    source: { type: 'bytea', select: false },
    state: { type: 'text' },
    failure: { type: 'text', nullable: true },
    wishedAt: { type: 'timestamptz', name: 'wished_at', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    createdBy: { type: 'text', name: 'created_by' },
  },
  uniques: [
    { name: 'competitors_versions_number', columns: ['agentId', 'game', 'number'] },
    { name: 'competitors_versions_digest', columns: ['agentId', 'game', 'digest'] },
  ],
  checks: [
    { name: 'competitors_versions_code', expression: `(kind = 'code') = (language is not null and main is not null)` },
    { name: 'competitors_versions_failure', expression: `(state = 'failed') = (failure is not null)` },
  ],
  indices: [
    { name: 'competitors_versions_agent', columns: ['agentId', 'id'] },
    { name: 'competitors_versions_untried', columns: ['id'], where: `state = 'untried'` },
  ],
  foreignKeys: [
    {
      name: 'competitors_versions_agent_fk',
      target: 'agents',
      columnNames: ['agentId'],
      referencedColumnNames: ['id'],
    },
  ],
})

/** Which version plays for an agent in a game, and when that was wished. */
export type ActiveRow = { agentId: AgentId; game: string; versionId: VersionId; wishedAt: Date }

export const activeVersionTable = new EntitySchema<ActiveRow>({
  name: 'competitors_active',
  columns: {
    agentId: { type: 'uuid', name: 'agent_id', primary: true },
    game: { type: 'text', primary: true },
    versionId: { type: 'uuid', name: 'version_id' },
    wishedAt: { type: 'timestamptz', name: 'wished_at' },
  },
  foreignKeys: [
    { name: 'competitors_active_agent_fk', target: 'agents', columnNames: ['agentId'], referencedColumnNames: ['id'] },
    {
      name: 'competitors_active_version_fk',
      target: 'competitors_versions',
      columnNames: ['versionId'],
      referencedColumnNames: ['id'],
    },
  ],
})
