import type { EntitySchema } from 'typeorm'
import { agentTable, tokenTable } from '#domain/agents'
import { auditTable } from '#domain/audit'
import { historyChunkTable } from '#domain/history'
import { heartbeatTable, residentTable } from '#domain/village'
import { outboxTable } from '#platform/outbox'

/** Every table of the product. */
export const tables: EntitySchema[] = [
  outboxTable,
  auditTable,
  agentTable,
  tokenTable,
  residentTable,
  heartbeatTable,
  historyChunkTable,
] as never
