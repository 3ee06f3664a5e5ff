export { createAuditReader, entries, record, type AuditReader } from './record.ts'
export { auditTable } from './tables.ts'
