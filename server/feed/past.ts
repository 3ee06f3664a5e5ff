import type { FeedPosition } from '#kernel/ids'
import { publicTypes, toWorldEvent, type PublicEvent } from '#events/index'
import { limits } from '#kernel/limits'
import type { News, NewsQuery } from '#messages/news'
import type { Clock } from '#platform/clock'
import type { Database, Storage } from '#platform/database'
import type { OutboxRow } from '#platform/outbox'
import { toEvent } from './sequence.ts'

/** Reads again what everyone was told, in any process. Throws when the database is away. */
export type PastEvents = {
  /** A page of public events, the newest first by when they happened, those of one moment by position. */
  page(query: NewsQuery): Promise<News>
}

export function createPastEvents({ storage, clock }: { storage: Storage; clock: Clock }): PastEvents {
  return { page }

  async function page(query: NewsQuery): Promise<News> {
    // A row more than asked for says whether there is another page.
    const events = await eventsBefore(storage.database, query, query.limit + 1)
    const { before } = query
    return {
      events: events.slice(0, query.limit).map(toWorldEvent),
      next: nextOf(events, query.limit),
      settled: before !== undefined && before <= clock.now() - limits.newsSettledMs,
    }
  }
}

function nextOf(events: readonly PublicEvent[], limit: number): FeedPosition | null {
  return events.length > limit ? events[limit - 1]!.position : null
}

// Each line that applies is an index's beginning, or is checked on the rows that the index gives in order.
async function eventsBefore(database: Database, query: NewsQuery, countMax: number): Promise<PublicEvent[]> {
  const values: unknown[] = [publicTypes]
  const value = (given: unknown) => `$${values.push(given)}`
  const { before, after, cursor, place, agent } = query
  const conditions = [
    'position is not null',
    'type = any($1)',
    before !== undefined && `at < ${value(new Date(before))}`,
    after !== undefined && `at >= ${value(new Date(after))}`,
    cursor !== undefined && `(at, position) < (select at, position from outbox where position = ${value(cursor)})`,
    place !== undefined && `payload->>'place' = ${value(place)}`,
    agent !== undefined && `payload->>'agentId' = ${value(agent)}`,
  ]
  const rows = await database.query<OutboxRow[]>(
    `select position, type, payload, at from outbox where ${conditions.filter(Boolean).join(' and ')}
     order by at desc, position desc limit ${value(countMax)}`,
    values,
  )
  return rows.map((row) => toEvent(row) as PublicEvent)
}
