import type { Fact } from '#events/index'
import { limits } from '#kernel/limits'
import type { Clock } from '#platform/clock'
import type { Storage } from '#platform/database'
import type { Metrics } from '#platform/metrics'
import { appendToOutbox, type OutboxFact } from '#platform/outbox'

const retryMs = 1_000
/** How long facts gather, so that many share a transaction. */
const gatherMs = 100

/** Facts about presence on their way to the outbox: in order, each with the time it happened. */
export type PresenceFacts = ReturnType<typeof createPresenceFacts>

/** Presence does not wait for the database: its facts are written behind, and wait within a bound while it is away. */
export function createPresenceFacts({ storage, clock, metrics }: { storage: Storage; clock: Clock; metrics: Metrics }) {
  const waiting: OutboxFact[] = []
  let writing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  return { push, flush }

  function push(fact: Fact): void {
    waiting.push({ ...fact, at: clock.now() })
    dropOldest()
    writeIn(gatherMs)
  }

  function dropOldest(): void {
    const dropped = waiting.splice(0, waiting.length - limits.presenceFactsWaitingMax)
    if (dropped.length > 0) metrics.presenceFactsDropped.inc(dropped.length)
  }

  function writeIn(ms: number): void {
    timer ??= setTimeout(() => void flush(), ms)
  }

  /** Writes what waits; resolves when it is written or the database turned out to be away. */
  function flush(): Promise<void> {
    writing ??= write().finally(() => (writing = undefined))
    return writing
  }

  async function write(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    while (waiting.length > 0) {
      const batch = waiting.splice(0, limits.feedBatchMax)
      let isWritten = false
      try {
        isWritten = await append(batch)
      } finally {
        if (!isWritten) putBack(batch)
      }
      if (!isWritten) return
    }
  }

  async function append(batch: OutboxFact[]): Promise<boolean> {
    const result = await storage.transaction(async (tx) => {
      await appendToOutbox(tx, ...batch)
      return { status: 'written' as const }
    })
    return result.status === 'written'
  }

  function putBack(batch: OutboxFact[]): void {
    waiting.unshift(...batch)
    dropOldest()
    writeIn(retryMs)
  }
}
