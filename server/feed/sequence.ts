import { limits } from '#kernel/limits'
import type { FeedEvent } from '#events/index'
import type { Database } from '#platform/database'
import type { OutboxRow } from '#platform/outbox'

// Advisory locks are numbers; this one is the letters "feed".
const sequenceLock = 0x66656564
export const feedChannel = 'feed'

/**
 * Gives waiting outbox rows their positions: 1, 2, 3 … One transaction at a time does so, under an advisory lock that is
 * held until its commit, so that positions become visible in order and no reader can pass one that comes later. A row
 * whose transaction commits late simply gets a later position: commit order. Returns how many rows were numbered.
 */
export async function sequenceOutbox(database: Database): Promise<number> {
  return database.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [sequenceLock])
    const [row] = await tx.query<{ numbered: number }[]>(
      `with waiting as (
         select id, row_number() over (order by id) as n
         from (select id from outbox where position is null order by id limit $1) as first
       ), numbered as (
         update outbox set position = (select coalesce(max(position), 0) from outbox) + waiting.n
         from waiting where outbox.id = waiting.id
         returning 1
       ), counted as (select count(*)::int as numbered from numbered)
       select numbered, case when numbered > 0 then pg_notify($2, '') end from counted`,
      [limits.feedBatchMax, feedChannel],
    )
    return row!.numbered
  })
}

/** The events after a position, oldest first, a batch at most. */
export async function eventsAfter(database: Database, position: number): Promise<FeedEvent[]> {
  const rows = await database.query<OutboxRow[]>(
    'select position, type, payload, at from outbox where position > $1 order by position limit $2',
    [position, limits.feedBatchMax],
  )
  return rows.map(toEvent)
}

/** The position of the newest event; 0 when there is none. */
export async function newestPosition(database: Database): Promise<number> {
  const [row] = await database.query<{ newest: string }[]>('select coalesce(max(position), 0) as newest from outbox')
  return Number(row!.newest)
}

/** Forgets events older than the feed keeps them, but never the newest, which the next position counts from. */
export async function pruneFeed(database: Database): Promise<void> {
  await database.query(
    `delete from outbox where at < clock_timestamp() - make_interval(days => $1)
       and position < (select max(position) from outbox)`,
    [limits.feedDaysMax],
  )
}

/** The event that a row of the outbox tells of. */
export function toEvent(row: OutboxRow): FeedEvent {
  return { position: Number(row.position), type: row.type, payload: row.payload, at: row.at.getTime() } as FeedEvent
}
