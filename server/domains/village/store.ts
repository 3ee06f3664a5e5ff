import type { AgentId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { Transaction } from '#platform/database'
import { heartbeatTable, residentTable, type ResidentRow } from './tables.ts'

const villageName = 'village'

export async function upsertResidents(tx: Transaction, rows: ResidentRow[]): Promise<void> {
  if (rows.length === 0) return
  // One statement whatever the number of rows; ids without an agent (removed by hand) are passed over.
  await tx.query(
    `insert into village_residents (agent_id, present, walk, deeds)
     select r.agent_id, r.present, r.walk, r.deeds
     from jsonb_to_recordset($1::jsonb) as r(agent_id uuid, present boolean, walk jsonb, deeds jsonb)
     join agents on agents.id = r.agent_id
     on conflict (agent_id) do update
       set present = excluded.present, walk = excluded.walk, deeds = excluded.deeds`,
    [JSON.stringify(rows.map(({ agentId, ...row }) => ({ agent_id: agentId, ...row })))],
  )
}

export function residentRow(tx: Transaction, agentId: AgentId): Promise<ResidentRow | null> {
  return tx.getRepository(residentTable).findOneBy({ agentId })
}

export function presentRows(tx: Transaction): Promise<ResidentRow[]> {
  return tx.getRepository(residentTable).find({ where: { present: true }, order: { agentId: 'ASC' } })
}

export type Heartbeat = { aliveAt: Millis; foundedAt: Millis }

export async function writeHeartbeat(tx: Transaction, { aliveAt, foundedAt }: Heartbeat): Promise<void> {
  const row = { village: villageName, aliveAt: new Date(aliveAt), foundedAt: new Date(foundedAt) }
  await tx.getRepository(heartbeatTable).upsert(row, ['village'])
}

export async function heartbeat(tx: Transaction): Promise<Heartbeat | undefined> {
  const row = await tx.getRepository(heartbeatTable).findOneBy({ village: villageName })
  return row === null ? undefined : { aliveAt: row.aliveAt.getTime(), foundedAt: row.foundedAt.getTime() }
}
