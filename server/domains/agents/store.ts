import { In, IsNull, MoreThan } from 'typeorm'
import type { AgentId, MemberId, TokenId } from '#kernel/ids'
import type { Transaction } from '#platform/database'
import { agentTable, tokenTable, type AgentRow, type TokenRow } from './tables.ts'

export async function insertAgent(tx: Transaction, row: AgentRow): Promise<boolean> {
  const result = await tx
    .createQueryBuilder()
    .insert()
    .into(agentTable)
    .values(row)
    .orIgnore()
    .returning('id')
    .execute()
  return (result.raw as unknown[]).length === 1
}

export function agentById(tx: Transaction, id: AgentId): Promise<AgentRow | null> {
  return tx.getRepository(agentTable).findOneBy({ id })
}

export function agentByName(tx: Transaction, nameKey: string): Promise<AgentRow | null> {
  return tx.getRepository(agentTable).findOneBy({ nameKey })
}

export function agentsByIds(tx: Transaction, ids: AgentId[]): Promise<AgentRow[]> {
  return tx.getRepository(agentTable).findBy({ id: In(ids) })
}

/** The next agents after an id, in the order in which they were made (UUIDv7 sorts so). */
export function agentsAfter(tx: Transaction, after: AgentId | undefined, max: number): Promise<AgentRow[]> {
  const where = after === undefined ? {} : { id: MoreThan(after) }
  return tx.getRepository(agentTable).find({ where, order: { id: 'ASC' }, take: max })
}

/** The newest agents of a member, archived ones too. */
export function agentsOf(tx: Transaction, ownerId: MemberId, max: number): Promise<AgentRow[]> {
  return tx.getRepository(agentTable).find({ where: { ownerId }, order: { id: 'DESC' }, take: max })
}

/** How many agents a member has, and has ever had; nobody else adds one until the transaction ends. */
export async function countAgentsOf(tx: Transaction, ownerId: MemberId): Promise<{ living: number; ever: number }> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`agents of ${ownerId}`])
  const agents = tx.getRepository(agentTable)
  const ever = await agents.countBy({ ownerId })
  return { ever, living: ever - (await agents.countBy({ ownerId, standing: 'archived' })) }
}

/** Takes the agent's row for the rest of the transaction, so that changes to one agent follow one another. */
export function lockAgent(tx: Transaction, id: AgentId): Promise<AgentRow | null> {
  return tx.getRepository(agentTable).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } })
}

export async function updateStanding(
  tx: Transaction,
  row: Pick<AgentRow, 'id' | 'standing' | 'standingReason'>,
): Promise<void> {
  await tx.getRepository(agentTable).update({ id: row.id }, row)
}

/** Whether a change failed because another agent has that name. */
export function isNameTaken(error: unknown): boolean {
  const { code, constraint } = (error as { driverError?: { code?: string; constraint?: string } }).driverError ?? {}
  return code === '23505' && constraint === 'agents_name_key'
}

export async function updateDescription(
  tx: Transaction,
  { id, name, nameKey, persona }: Pick<AgentRow, 'id' | 'name' | 'nameKey' | 'persona'>,
): Promise<void> {
  await tx.getRepository(agentTable).update({ id }, { name, nameKey, persona })
}

export async function insertToken(tx: Transaction, row: TokenRow): Promise<void> {
  await tx.getRepository(tokenTable).insert(row)
}

export function liveTokens(tx: Transaction, agentId: AgentId): Promise<TokenRow[]> {
  return tx.getRepository(tokenTable).find({ where: { agentId, revokedAt: IsNull() }, order: { createdAt: 'ASC' } })
}

export function liveTokensOf(tx: Transaction, agentIds: AgentId[]): Promise<TokenRow[]> {
  const where = { agentId: In(agentIds), revokedAt: IsNull() }
  return tx.getRepository(tokenTable).find({ where, order: { createdAt: 'ASC' } })
}

export async function markRevoked(tx: Transaction, ids: TokenId[], at: Date): Promise<void> {
  await tx.getRepository(tokenTable).update({ id: In(ids) }, { revokedAt: at })
}

export function tokenByHash(tx: Transaction, hash: string): Promise<TokenRow | null> {
  return tx.getRepository(tokenTable).findOneBy({ hash })
}
