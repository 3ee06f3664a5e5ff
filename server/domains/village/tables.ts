import { EntitySchema } from 'typeorm'
import type { AgentId } from '#kernel/ids'
import type { SavedDeeds, SavedWalk } from './keep.ts'

export type ResidentRow = { agentId: AgentId; present: boolean; walk: SavedWalk; deeds: SavedDeeds }

/** Where every agent is, or was when it left. */
export const residentTable = new EntitySchema<ResidentRow>({
  name: 'village_residents',
  columns: {
    agentId: { type: 'uuid', name: 'agent_id', primary: true },
    present: { type: 'boolean' },
    walk: { type: 'jsonb' },
    deeds: { type: 'jsonb' },
  },
  foreignKeys: [
    { name: 'village_residents_agent_fk', target: 'agents', columnNames: ['agentId'], referencedColumnNames: ['id'] },
  ],
})

export type HeartbeatRow = { village: string; aliveAt: Date; foundedAt: Date }

/** When a village was last known to live, the moment to which a crash takes it back; and when its first day began. */
export const heartbeatTable = new EntitySchema<HeartbeatRow>({
  name: 'village_heartbeats',
  columns: {
    village: { type: 'text', primary: true },
    aliveAt: { type: 'timestamptz', name: 'alive_at' },
    foundedAt: { type: 'timestamptz', name: 'founded_at' },
  },
})
