import { In, LessThan, MoreThan } from 'typeorm'
import type { AgentId, VersionId } from '#kernel/ids'
import type { VersionsQuery } from '#messages/competitors'
import { agentTable, type AgentRow } from '#domain/agents'
import type { Transaction } from '#platform/database'
import { activeVersionTable, versionTable, type ActiveRow, type SourceColumn, type VersionRow } from './tables.ts'

/** The agent; whatever happens to its versions or its standing waits until the transaction ends. */
export function lockAgent(tx: Transaction, id: AgentId): Promise<AgentRow | null> {
  return tx.getRepository(agentTable).findOne({ where: { id }, lock: { mode: 'for_no_key_update' } })
}

export function agentById(tx: Transaction, id: AgentId): Promise<AgentRow | null> {
  return tx.getRepository(agentTable).findOneBy({ id })
}

export function versionById(tx: Transaction, id: VersionId): Promise<VersionRow | null> {
  return tx.getRepository(versionTable).findOneBy({ id })
}

export function versionByDigest(
  tx: Transaction,
  { agentId, game, digest }: Pick<VersionRow, 'agentId' | 'game' | 'digest'>,
) {
  return tx.getRepository(versionTable).findOneBy({ agentId, game, digest }) as Promise<VersionRow | null>
}

/** A page of an agent's versions, the newest first. */
export function versionsOf(
  tx: Transaction,
  agentId: AgentId,
  { game, before }: VersionsQuery,
  max: number,
): Promise<VersionRow[]> {
  const ofGame = game === undefined ? {} : { game }
  const older = before === undefined ? {} : { id: LessThan(before) }
  return tx.getRepository(versionTable).find({
    where: { agentId, ...ofGame, ...older },
    order: { id: 'DESC' },
    take: max,
  })
}

/** Versions that wait for their trial, of agents that may act, the oldest first. */
export function untriedVersions(tx: Transaction, max: number, after: VersionId | undefined): Promise<VersionRow[]> {
  return tx
    .getRepository(versionTable)
    .createQueryBuilder('v')
    .where(`v.state = 'untried'`)
    .andWhere(after === undefined ? 'true' : 'v.id > :after', { after })
    .andWhere(`exists (select 1 from agents a where a.id = v.agent_id and a.standing = 'active')`)
    .orderBy('v.id')
    .take(max)
    .getMany()
}

/** How many versions an agent has for a game, and how many it made since a moment for any. */
export async function countVersions(
  tx: Transaction,
  { agentId, game, since }: { agentId: AgentId; game: string; since: Date },
): Promise<{ ofGame: number; recent: number }> {
  const versions = tx.getRepository(versionTable)
  const ofGame = await versions.countBy({ agentId, game })
  return { ofGame, recent: await versions.countBy({ agentId, createdAt: MoreThan(since) }) }
}

export async function insertVersion(tx: Transaction, row: VersionRow & SourceColumn): Promise<void> {
  await tx.getRepository(versionTable).insert(row)
}

export async function updateVersion(
  tx: Transaction,
  id: VersionId,
  changes: Partial<Pick<VersionRow, 'state' | 'failure' | 'wishedAt'>>,
): Promise<void> {
  await tx.getRepository(versionTable).update({ id }, changes)
}

/** What a version is made of, if there is one with this id. */
export async function sourceOf(tx: Transaction, id: VersionId): Promise<Buffer | undefined> {
  const row = await tx.getRepository(versionTable).findOne({ where: { id }, select: { id: true, source: true } })
  return row?.source
}

export function activeOf(tx: Transaction, agentId: AgentId, game: string): Promise<ActiveRow | null> {
  return tx.getRepository(activeVersionTable).findOneBy({ agentId, game })
}

/** Which of these versions are active. */
export async function activeAmong(tx: Transaction, ids: VersionId[]): Promise<Set<VersionId>> {
  const rows = await tx.getRepository(activeVersionTable).findBy({ versionId: In(ids) })
  return new Set(rows.map(({ versionId }) => versionId))
}

export async function setActive(tx: Transaction, row: ActiveRow): Promise<void> {
  await tx.getRepository(activeVersionTable).upsert(row, ['agentId', 'game'])
}
