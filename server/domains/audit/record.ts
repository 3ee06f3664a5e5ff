import { LessThan } from 'typeorm'
import { limits } from '#kernel/limits'
import type { Storage, Transaction } from '#platform/database'
import { auditTable, type AuditRow } from './tables.ts'

/** A privileged act: who did what to whom, and what else matters. Secrets do not belong into `detail`. */
export type AuditEntry = { actor: string; action: string; subject: string; detail: object }

/** Writes an entry in the transaction of the act itself, so that neither exists without the other. */
export async function record(tx: Transaction, entry: AuditEntry): Promise<void> {
  await tx.getRepository(auditTable).insert(entry)
}

/** Which entries: by whom, what, about whom, and older than that one; what is undefined is not asked for. */
export type AuditFilter = { [Key in 'actor' | 'action' | 'subject' | 'before']?: string | undefined }

/** Reads the audit, a page at a time. */
export type AuditReader = ReturnType<typeof createAuditReader>

export function createAuditReader({ database }: Storage) {
  return { page: (filter: AuditFilter): Promise<AuditRow[]> => entries(database.manager, filter, limits.auditPageMax) }
}

/** The entries that a filter picks, newest first. */
export function entries(tx: Transaction, { before, ...asked }: AuditFilter, max: number): Promise<AuditRow[]> {
  const equal = Object.entries(asked).filter(([, value]) => value !== undefined)
  const where = { ...Object.fromEntries(equal), ...(before === undefined ? {} : { id: LessThan(before) }) }
  return tx.getRepository(auditTable).find({ where, order: { id: 'DESC' }, take: max })
}
