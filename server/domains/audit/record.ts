import type { Transaction } from '#platform/database'
import { auditTable } from './tables.ts'

/** A privileged act: who did what to whom, and what else matters. Secrets do not belong into `detail`. */
export type AuditEntry = { actor: string; action: string; subject: string; detail: object }

/** Writes an entry in the transaction of the act itself, so that neither exists without the other. */
export async function record(tx: Transaction, entry: AuditEntry): Promise<void> {
  await tx.getRepository(auditTable).insert(entry)
}

/** The entries about one subject, newest first. */
export async function entriesAbout(tx: Transaction, subject: string, max: number): Promise<AuditEntry[]> {
  return tx.getRepository(auditTable).find({ where: { subject }, order: { id: 'DESC' }, take: max })
}
