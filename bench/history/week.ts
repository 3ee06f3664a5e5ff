import { createHistoryRecorder } from '#domain/history'
import type { Millis } from '#kernel/time'
import type { Storage } from '#platform/database'
import { createLog } from '#platform/log'
import { createMetrics } from '#platform/metrics'
import { createTownsfolk } from './townsfolk.ts'

const flushMs = 60_000

/** What recording cost: agents' changes, the recorder's own time for one of them, and whether all was kept. */
export type Recording = { changes: number; microsPerChange: number; chunksDropped: number; seconds: number }

/** Records a town from `start` on, as fast as the database takes it. */
export async function recordTown(
  storage: Storage,
  given: { agents: number; start: Millis; ms: Millis; chance: () => number },
): Promise<Recording> {
  const { start, ms } = given
  const metrics = createMetrics()
  const recorder = createHistoryRecorder({ storage, metrics, log: createLog('warn', 'json') })
  const folk = createTownsfolk(given.agents, given.chance)
  const began = performance.now()
  let spentMs = 0
  recorder.record(start, start, { changed: folk.agents, left: [] })
  let [now, flushedAt] = [0, 0]
  while (now < ms) {
    const { at, agent } = folk.next()
    now = Math.max(now, at)
    const since = performance.now()
    recorder.record(start + now, start, { changed: [agent], left: [] })
    spentMs += performance.now() - since
    if (now - flushedAt < flushMs) continue
    flushedAt = now
    await new Promise(setImmediate) // lets the writer at it
    if (isBehind(await waiting())) await settle()
  }
  await recorder.end()
  const dropped = (await metrics.historyChunksDropped.get()).values[0]!.value
  const seconds = (performance.now() - began) / 1_000
  return {
    changes: folk.changes(),
    microsPerChange: (spentMs * 1_000) / folk.changes(),
    chunksDropped: dropped,
    seconds,
  }

  async function waiting(): Promise<number> {
    return (await metrics.historyChunksWaiting.get()).values[0]!.value
  }

  async function settle(): Promise<void> {
    while ((await waiting()) > 20) await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

function isBehind(waiting: number): boolean {
  return waiting > 100
}
