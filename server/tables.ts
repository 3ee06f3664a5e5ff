import type { EntitySchema } from 'typeorm'
import { agentTable, tokenTable } from '#domain/agents'
import { attestationTable } from '#domain/attestation'
import { auditTable } from '#domain/audit'
import { activeVersionTable, versionTable } from '#domain/competitors'
import { actTable, allowanceTable, heardTable } from '#domain/economy'
import { boardMarkTable, boardPostTable, boardReplyTable } from '#domain/board'
import { historyChunkTable } from '#domain/history'
import { entrantTable, logTable, matchTable } from '#domain/matches'
import { depositTable } from '#domain/payments'
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
  boardPostTable,
  boardReplyTable,
  boardMarkTable,
  attestationTable,
  depositTable,
  actTable,
  allowanceTable,
  heardTable,
  versionTable,
  activeVersionTable,
  matchTable,
  entrantTable,
  logTable,
] as never
