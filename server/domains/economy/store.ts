import { In } from 'typeorm'
import type { AgentId, MemberId, PostId, TransferId } from '#kernel/ids'
import type { Transaction } from '#platform/database'
import { actTable, allowanceTable, heardTable, type ActKind, type ActRow, type AllowanceRow } from './tables.ts'

/** Lets what one member gives and gets go one after another, until the transaction ends. */
export async function lockMember(tx: Transaction, id: MemberId): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`economy of ${id}`])
}

export async function insertAct(tx: Transaction, row: ActRow): Promise<void> {
  await tx.getRepository(actTable).insert(row)
}

export function actByClientId(tx: Transaction, memberId: MemberId, clientId: string): Promise<ActRow | null> {
  return tx.getRepository(actTable).findOneBy({ memberId, clientId })
}

/** Whether the member has rewarded, or penalized, this agent for this post. */
export function hasActed(
  tx: Transaction,
  about: { memberId: MemberId; kind: ActKind; postId: PostId; agentId: AgentId },
): Promise<boolean> {
  return tx.getRepository(actTable).existsBy(about)
}

export function actsByIds(tx: Transaction, ids: TransferId[]): Promise<ActRow[]> {
  return ids.length === 0 ? Promise.resolve([]) : tx.getRepository(actTable).findBy({ id: In(ids) })
}

export function hasAllowance(tx: Transaction, memberId: MemberId, day: string): Promise<boolean> {
  return tx.getRepository(allowanceTable).existsBy({ memberId, day })
}

export async function insertAllowance(tx: Transaction, row: AllowanceRow): Promise<void> {
  await tx.getRepository(allowanceTable).insert(row)
}

/** Up to which transfer the agent has heard; 0 when it has heard of none. */
export async function heardOf(tx: Transaction, agentId: AgentId): Promise<bigint> {
  return (await tx.getRepository(heardTable).findOneBy({ agentId }))?.sequence ?? 0n
}

/** Notes how far an agent has heard; never back. */
export async function raiseHeard(tx: Transaction, agentId: AgentId, sequence: bigint): Promise<void> {
  await tx.query(
    `insert into economy_heard (agent_id, sequence) values ($1, $2)
     on conflict (agent_id) do update set sequence = excluded.sequence where economy_heard.sequence < excluded.sequence`,
    [agentId, sequence.toString()],
  )
}
