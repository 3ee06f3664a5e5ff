import type { AgentId, VersionId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Hook, VersionSource, VersionsQuery } from '#messages/competitors'
import type { Program } from '#domain/sandbox'
import type { Clock } from '#platform/clock'
import type { Storage } from '#platform/database'
import { createActivation, unknownVersion } from './activate.ts'
import { decode } from './canonical.ts'
import { decideHook } from './hook.ts'
import { createPushing } from './push.ts'
import * as store from './store.ts'
import type { VersionRow } from './tables.ts'
import { toSource, toVersion, type Version } from './views.ts'

export type CompetitorsOptions = {
  storage: Storage
  clock: Clock
  /** Hosts whose web hooks may be called, each a name or a name with a port; a name alone is the usual port. */
  hookHosts: readonly string[]
}

/** What plays: code for a sandbox, or a hook to call. */
export type ProgramResult = { status: 'code'; program: Program } | { status: 'hook'; hook: Hook } | Refusal

/** The code that agents compete with. Reading throws when the database is away. */
export type Competitors = ReturnType<typeof createCompetitors>

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function createCompetitors({ storage, clock, hookHosts }: CompetitorsOptions) {
  const tx = storage.database.manager
  const { push } = createPushing({ storage, clock, hookHosts })
  const { activate, settleTrial } = createActivation({ storage, clock })
  return { push, activate, settleTrial, list, find, activeOf, untried, programOf, sourceOf }

  /** A page of an agent's versions, the newest first; `next` goes into `before` for more. */
  async function list(
    agentId: AgentId,
    query: VersionsQuery,
  ): Promise<{ versions: Version[]; next: VersionId | null }> {
    const rows = await store.versionsOf(tx, agentId, query, limits.versionsPageMax)
    return {
      versions: await viewsOf(rows),
      next: rows.length === limits.versionsPageMax ? rows.at(-1)!.id : null,
    }
  }

  /** The version with this id, if it is an id at all. */
  async function find(id: string): Promise<Version | null> {
    const row = uuid.test(id) ? await store.versionById(tx, id as VersionId) : null
    return row === null ? null : (await viewsOf([row]))[0]!
  }

  /** The version that plays for an agent in a game, if there is one. */
  async function activeOf(agentId: AgentId, game: string): Promise<Version | null> {
    const active = await store.activeOf(tx, agentId, game)
    return active === null ? null : toVersion((await store.versionById(tx, active.versionId))!, true)
  }

  /** Versions of active agents that wait for their trial, the oldest first, after one if that is given. */
  async function untried(max: number, after?: VersionId): Promise<Version[]> {
    return (await store.untriedVersions(tx, max, after)).map((row) => toVersion(row, false))
  }

  /** What plays as this version; refused for a hook at a host that the village calls no more. Tell it to nobody. */
  async function programOf(id: VersionId): Promise<ProgramResult> {
    const source = await store.sourceOf(tx, id)
    if (source === undefined) return unknownVersion()
    const content = decode(source)
    if (content.kind === 'code') return { status: 'code', program: content.program }
    const { game } = (await store.versionById(tx, id))!
    const decided = decideHook(content.hook, game, hookHosts)
    return decided.status === 'allowed' ? { status: 'hook', hook: content.hook } : refuse('forbidden', decided.detail)
  }

  /** What a version is made of; for its owner alone. */
  async function sourceOf(id: VersionId): Promise<VersionSource | Refusal> {
    const source = await store.sourceOf(tx, id)
    return source === undefined ? unknownVersion() : toSource(decode(source))
  }

  async function viewsOf(rows: VersionRow[]): Promise<Version[]> {
    const ids = rows.map(({ id }) => id)
    const active = await store.activeAmong(tx, ids)
    return rows.map((row) => toVersion(row, active.has(row.id)))
  }
}
