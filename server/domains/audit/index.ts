export { entriesAbout, record, type AuditEntry } from './record.ts'
export { auditTable } from './tables.ts'
