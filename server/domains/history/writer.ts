import { limits } from '#kernel/limits'
import type { MarkCounts } from '#messages/history'
import type { Storage } from '#platform/database'
import type { Log } from '#platform/log'
import type { Metrics } from '#platform/metrics'
import { encodeChunk } from './encode.ts'
import type { Chunk } from './record.ts'
import { insertChunks } from './store.ts'
import type { HistoryChunkRow } from './tables.ts'

export type WriterOptions = { storage: Storage; metrics: Metrics; log: Log }

/** Chunks on their way to the database, in order. */
export type HistoryWriter = ReturnType<typeof createHistoryWriter>

type Waiting = { hasKeyframe: boolean; row: Promise<HistoryChunkRow> }

/** Writes chunks behind. While the database is away they wait within a bound; beyond it the oldest are dropped. */
export function createHistoryWriter({ storage, metrics, log }: WriterOptions) {
  const waiting: Waiting[] = []
  let writing: Promise<void> | undefined
  let inFlight = 0
  return { push, flush }

  function push(chunk: Chunk, counts: MarkCounts): void {
    const row = rowOf(chunk, counts)
    row.catch(() => {}) // reported by the writing
    waiting.push({ hasKeyframe: chunk.keyframe !== undefined, row })
    if (waiting.length > limits.historyChunksWaitingMax) dropOldest()
    metrics.historyChunksWaiting.set(waiting.length)
    void flush()
  }

  // What follows a dropped keyframe can't be drawn without it.
  function dropOldest(): void {
    const next = waiting.findIndex((chunk, at) => at > inFlight && chunk.hasKeyframe)
    const dropped = waiting.splice(inFlight, next === -1 ? 1 : next - inFlight)
    countDropped(dropped.length, 'the database has been away for too long')
  }

  /** Writes what waits; resolves when it is written or the database turned out to be away. Never rejects. */
  function flush(): Promise<void> {
    writing ??= write().finally(() => (writing = undefined))
    return writing
  }

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limits.historyChunksBatchMax)
      inFlight = batch.length
      const outcome = await tryWriting(batch)
      inFlight = 0
      if (outcome === 'away') break
      waiting.splice(0, batch.length)
    }
    metrics.historyChunksWaiting.set(waiting.length)
  }

  async function tryWriting(batch: Waiting[]): Promise<'settled' | 'away'> {
    try {
      const rows = await Promise.all(batch.map(({ row }) => row))
      const result = await storage.transaction(async (tx) => {
        await insertChunks(tx, rows)
        return { status: 'written' as const }
      })
      return result.status === 'refused' ? 'away' : 'settled'
    } catch (error) {
      countDropped(batch.length, (error as Error).message) // what can't be written now never can be
      return 'settled'
    }
  }

  function countDropped(chunks: number, reason: string): void {
    metrics.historyChunksDropped.inc(chunks)
    log.warn({ chunks, reason }, 'history: a stretch was lost')
  }
}

async function rowOf(chunk: Chunk, counts: MarkCounts): Promise<HistoryChunkRow> {
  const bytes = await encodeChunk(chunk)
  return { fromAt: new Date(chunk.from), toAt: new Date(chunk.to), ...bytes, ...counts }
}
