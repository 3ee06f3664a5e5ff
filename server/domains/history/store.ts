import { limits } from '#kernel/limits'
import type { Millis } from '#kernel/time'
import type { MarkCounts } from '#messages/history'
import type { Database, Transaction } from '#platform/database'
import { historyChunkTable, type HistoryChunkRow } from './tables.ts'

/** Writes chunks; one that is there already, because its first writing was not acknowledged, is passed over. */
export async function insertChunks(tx: Transaction, rows: HistoryChunkRow[]): Promise<void> {
  await tx.createQueryBuilder().insert().into(historyChunkTable).values(rows).orIgnore().updateEntity(false).execute()
}

export type StoredChunk = { from: Millis; to: Millis; keyframe: Buffer | null; deltas: Buffer }

/** The chunks that tell of a stretch, oldest first, beginning with the last keyframe before it if there is one. */
export async function chunksFor(database: Database, from: Millis, to: Millis): Promise<StoredChunk[]> {
  const rows = await database.query<HistoryChunkColumns[]>(
    `select from_at, to_at, keyframe, deltas from history_chunks
     where from_at <= $2 and from_at >= coalesce(
       (select from_at from history_chunks where from_at <= $1 and keyframe is not null order by from_at desc limit 1),
       $1)
     order by from_at`,
    [new Date(from), new Date(to)],
  )
  return rows.map(({ from_at, to_at, ...bytes }) => ({ from: from_at.getTime(), to: to_at.getTime(), ...bytes }))
}

type HistoryChunkColumns = { from_at: Date; to_at: Date; keyframe: Buffer | null; deltas: Buffer }

/** The first and the last kept moment; null when nothing is kept. */
export async function keptStretch(database: Database): Promise<{ firstAt: Millis | null; lastAt: Millis | null }> {
  const [row] = await database.query<{ first: Date | null; last: Date | null }[]>(
    `select (select from_at from history_chunks where keyframe is not null order by from_at limit 1) as first,
       (select to_at from history_chunks order by from_at desc limit 1) as last`,
  )
  return { firstAt: row!.first?.getTime() ?? null, lastAt: row!.last?.getTime() ?? null }
}

export type BucketRow = MarkCounts & { bucket: number; keptMs: number }

/**
 * Sums up the counts of the chunks that begin in each bucket of a stretch, and how much of the bucket is kept, by them or
 * by longer ones; buckets of which nothing is kept are left out.
 */
export function sumsByBucket(database: Database, from: Millis, to: Millis, bucketMs: number): Promise<BucketRow[]> {
  return database.query<BucketRow[]>(
    `with chunk as (
       select *, (extract(epoch from from_at - $1::timestamptz) * 1000)::float8 as since,
         (extract(epoch from to_at - $1::timestamptz) * 1000)::float8 as until
       from history_chunks
       where from_at < $2 and from_at >= $1::timestamptz - $4 * interval '1 ms' and to_at > $1
     ), part as (
       select bucket, least(until, (bucket + 1) * $3::float8) - greatest(since, bucket * $3::float8) as kept,
         case when floor(since / $3) = bucket then 1 else 0 end as is_first, chunk.*
       from chunk, generate_series(greatest(0, floor(since / $3))::int,
         least(ceil((extract(epoch from $2::timestamptz - $1::timestamptz) * 1000)::float8 / $3),
           greatest(ceil(until / $3), floor(since / $3) + 1))::int - 1) as bucket
     )
     select bucket, sum(greatest(0, kept))::float8 as "keptMs",
       sum(is_first * says)::int as says, sum(is_first * thoughts)::int as thoughts,
       sum(is_first * emotes)::int as emotes, sum(is_first * uses)::int as uses, sum(is_first * walks)::int as walks,
       sum(is_first * arrivals)::int as arrivals, sum(is_first * departures)::int as departures
     from part group by bucket`,
    [new Date(from), new Date(to), bucketMs, limits.historyKeyframeMs + limits.historyChunkMs],
  )
}

/** Removes the oldest chunks that ended before a moment, at most so many; says how many. */
export async function removeBefore(database: Database, before: Millis, countMax: number): Promise<number> {
  const [, removed] = await database.query<[unknown, number]>(
    `delete from history_chunks where from_at in (
       select from_at from history_chunks where to_at < $1 order by from_at limit $2)`,
    [new Date(before), countMax],
  )
  return removed
}
