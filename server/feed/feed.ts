import pg from 'pg'
import { limits } from '#kernel/limits'
import type { FeedEvent } from '#events/index'
import type { Database } from '#platform/database'
import type { Log } from '#platform/log'
import type { Metrics } from '#platform/metrics'
import { outboxChannel } from '#platform/outbox'
import { eventsAfter, feedChannel, newestPosition, sequenceOutbox } from './sequence.ts'

/** Called with each event in order. One that throws is logged and does not hold up the others. */
export type FeedHandler = (event: FeedEvent) => void | Promise<void>

/** The stream of what has happened, from one process's point of view. */
export type Feed = {
  subscribe(handler: FeedHandler): () => void
  /** The position of the last event handed out here. */
  position(): number
  stop(): Promise<void>
}

const backstopMs = 1_000
const reconnectMs = 500

export type FeedOptions = { database: Database; databaseUrl: string; log: Log; metrics: Metrics }

/**
 * Starts to follow the outbox from its newest event. Woken by NOTIFY; a timer looks as well, because a notification is
 * lost while the connection is. While the database is away it waits, and then goes on where it was.
 */
export async function createFeed({ database, databaseUrl, log, metrics }: FeedOptions): Promise<Feed> {
  const handlers = new Set<FeedHandler>()
  let position = await newestPosition(database)
  let stopped = false
  let pumping: Promise<void> | undefined
  let again = false
  let listener: pg.Client | undefined
  let reconnect: NodeJS.Timeout | undefined
  const backstop = setInterval(wake, backstopMs)
  await listen()

  return { subscribe, position: () => position, stop }

  function subscribe(handler: FeedHandler): () => void {
    handlers.add(handler)
    return () => void handlers.delete(handler)
  }

  async function listen(): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, connectionTimeoutMillis: 2_000 })
    client.on('error', () => {}) // 'end' follows
    client.on('notification', wake)
    client.on('end', () => {
      if (!stopped) reconnect = setTimeout(() => void listen(), reconnectMs)
    })
    listener = client
    try {
      await client.connect()
      await client.query(`listen ${outboxChannel}; listen ${feedChannel}`)
      wake()
    } catch {
      await client.end().catch(() => {})
    }
  }

  function wake(): void {
    again = true
    if (!stopped) pumping ??= pump().finally(() => (pumping = undefined))
  }

  async function pump(): Promise<void> {
    while (again && !stopped) {
      again = false
      try {
        const numbered = await sequenceOutbox(database)
        const delivered = await deliver()
        if (numbered === limits.feedBatchMax || delivered === limits.feedBatchMax) again = true
      } catch (error) {
        report(error)
        return // the backstop wakes again
      }
    }
  }

  async function deliver(): Promise<number> {
    const events = await eventsAfter(database, position)
    for (const event of events) {
      position = event.position
      metrics.feedPosition.set(position)
      metrics.feedLagSeconds.observe(Math.max(0, Date.now() - event.at) / 1000)
      for (const handler of handlers) await handOver(handler, event)
    }
    return events.length
  }

  async function handOver(handler: FeedHandler, event: FeedEvent): Promise<void> {
    try {
      await handler(event)
    } catch (error) {
      log.error({ err: error, type: event.type, position: event.position }, 'feed: a handler failed')
    }
  }

  function report(error: unknown): void {
    if (!stopped) log.warn({ err: (error as Error).message }, 'feed: the database does not answer')
  }

  async function stop(): Promise<void> {
    stopped = true
    clearInterval(backstop)
    clearTimeout(reconnect)
    await pumping
    await listener?.end().catch(() => {})
  }
}
