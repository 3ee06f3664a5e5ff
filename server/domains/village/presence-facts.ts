import type { Fact } from '#events/index'
import { limits } from '#kernel/limits'
import type { Clock } from '#platform/clock'
import type { Storage } from '#platform/database'
import type { Metrics } from '#platform/metrics'
import { appendToOutbox, type OutboxFact } from '#platform/outbox'

const retryMs = 1_000

/** Facts about presence on their way to the outbox: in order, each with the time it happened. */
export type PresenceFacts = ReturnType<typeof createPresenceFacts>

/** Presence does not wait for the database: its facts are written behind, and wait within a bound while it is away. */
export function createPresenceFacts({ storage, clock, metrics }: { storage: Storage; clock: Clock; metrics: Metrics }) {
  let waiting: OutboxFact[] = []
  let writing: Promise<void> | undefined
  let retry: NodeJS.Timeout | undefined
  return { push, flush }

  function push(fact: Fact): void {
    if (waiting.length >= limits.presenceFactsWaitingMax) {
      waiting.shift()
      metrics.presenceFactsDropped.inc()
    }
    waiting.push({ ...fact, at: clock.now() })
    void flush()
  }

  /** Writes what waits; resolves when it is written or the database turned out to be away. */
  function flush(): Promise<void> {
    writing ??= write().finally(() => (writing = undefined))
    return writing
  }

  async function write(): Promise<void> {
    clearTimeout(retry)
    await Promise.resolve() // facts of one moment go together
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limits.feedBatchMax)
      const result = await storage.transaction(async (tx) => {
        await appendToOutbox(tx, ...batch)
        return { status: 'written' as const }
      })
      if (result.status === 'refused') {
        retry = setTimeout(() => void flush(), retryMs)
        return
      }
      waiting = waiting.slice(batch.length)
    }
  }
}
