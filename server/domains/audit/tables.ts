import { EntitySchema } from 'typeorm'

export type AuditRow = { id: string; at: Date; actor: string; action: string; subject: string; detail: object }

/** What privileged people and processes did; rows are only ever added. */
export const auditTable = new EntitySchema<AuditRow>({
  name: 'audit_entries',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    at: { type: 'timestamptz', default: () => 'clock_timestamp()' },
    actor: { type: 'text' },
    action: { type: 'text' },
    subject: { type: 'text' },
    detail: { type: 'jsonb' },
  },
  indices: [
    { name: 'audit_entries_subject', columns: ['subject', 'id'] },
    { name: 'audit_entries_actor', columns: ['actor', 'id'] },
    { name: 'audit_entries_action', columns: ['action', 'id'] },
  ],
})
