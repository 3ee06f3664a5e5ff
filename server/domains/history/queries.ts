import type { AgentId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Millis } from '#kernel/time'
import type { History, HistoryMarks } from '#messages/history'
import type { Database, Storage } from '#platform/database'
import { noCounts } from './counts.ts'
import { decodeDeltas, decodeKeyframe } from './encode.ts'
import { createReplay } from './replay.ts'
import * as store from './store.ts'

/** Reads the past, in any process. Both throw when the database is away. */
export type HistoryQueries = {
  /** The state at `from` and every change up to `to`; of one agent alone if it is named. */
  between(from: Millis, to: Millis, agent?: AgentId): Promise<History>
  /** How much happened in each of so many buckets. */
  marks(from: Millis, to: Millis, buckets: number): Promise<HistoryMarks>
}

export function createHistoryQueries({ database }: Storage): HistoryQueries {
  return { between, marks }

  async function between(from: Millis, to: Millis, agent?: AgentId): Promise<History> {
    // First how far history goes: chunks that are added meanwhile must not look like an end that is complete.
    const { lastAt } = await store.keptStretch(database)
    const replay = createReplay(from, Math.min(to, lastAt ?? from), agent)
    for (const { keyframe, deltas, ...chunk } of await store.chunksFor(database, from, to)) {
      if (replay.isFull()) break
      const isNeeded = keyframe !== null && !replay.continues(chunk.from)
      replay.play({
        ...chunk,
        keyframe: isNeeded ? await decodeKeyframe(chunk.from, keyframe) : undefined,
        deltas: await decodeDeltas(chunk.from, deltas),
      })
    }
    return { ...replay.answer(), asked: to }
  }

  async function marks(from: Millis, to: Millis, buckets: number): Promise<HistoryMarks> {
    const bucketMs = (to - from) / buckets
    const [kept, rows] = await Promise.all([
      store.keptStretch(database),
      store.sumsByBucket(database, from, to, bucketMs),
    ])
    const marks = Array.from({ length: buckets }, (_, at) => ({ at: from + at * bucketMs, keptMs: 0, ...noCounts() }))
    for (const { bucket, ...row } of rows) {
      const mark = marks[Math.min(bucket, buckets - 1)]!
      Object.assign(mark, row, { keptMs: Math.min(bucketMs, row.keptMs) })
    }
    return { from, to, bucketMs, ...kept, marks }
  }
}

/** Removes what ended before a moment. Safe to run twice, also in two processes at once. */
export async function pruneHistory(database: Database, before: Millis): Promise<void> {
  let removed: number
  do {
    removed = await store.removeBefore(database, before, limits.historyPruneBatchMax)
  } while (removed === limits.historyPruneBatchMax)
}
