import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Log } from './log.ts'

const retryMs = 500
/** After the database was away, who held the lock before has this long to take it again before another may. */
const graceMs = 5_000
const patience = { keepAlive: true, connectionTimeoutMillis: 2_000, query_timeout: 5_000 }

/** Whether this process leads. `stop` lets go of the lock. */
export type LeaderLock = { stop(): Promise<void> }

export type LeaderLockOptions = {
  databaseUrl: string
  /** Number of the advisory lock; one for each thing to lead. */
  key: number
  log: Log
  /** The lock is held for the first time, or again after another had it. */
  onLeading(): Promise<void>
  /** Another process holds the lock that was this process's: what it led must end here. */
  onReplaced(): Promise<void>
}

/**
 * Of all processes on one database, lets exactly one lead: the one that holds an advisory lock on a connection of its
 * own. Another follows when that process dies. While only the database is away the leader goes on leading.
 */
export async function holdLeaderLock(options: LeaderLockOptions): Promise<LeaderLock> {
  const { databaseUrl, key, log, onLeading, onReplaced } = options
  const name = `leader ${randomUUID()}`
  let connection: pg.Client | undefined // kept also while another leads, so that a gap is noticed by all
  let isLeading = false
  let yieldUntil = 0
  let stopped = false
  let retry: NodeJS.Timeout | undefined
  await attempt() // what fails now fails the start

  return { stop }

  async function attempt(): Promise<void> {
    const locked = await tryLock()
    if (locked === true && !isLeading) await lead()
    if (locked === false && isLeading) await resign()
    if (!isLeading || locked !== true) again(retryMs)
  }

  /** Whether the lock is ours; undefined while that is not known or not yet ours to ask. */
  async function tryLock(): Promise<boolean | undefined> {
    try {
      connection ??= await connect()
      if (!isLeading && Date.now() < yieldUntil) return undefined
      await endStaleSession(connection)
      const query = 'select pg_try_advisory_lock($1) as locked'
      const { rows } = await connection.query<{ locked: boolean }>(query, [key])
      return rows[0]!.locked
    } catch (error) {
      log.debug({ err: (error as Error).message }, 'leader lock: the database does not answer')
      lose(connection)
      return undefined
    }
  }

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: databaseUrl, application_name: name, ...patience })
    client.on('error', () => {}) // 'end' follows
    client.on('end', () => {
      if (connection !== client) return
      lose(client)
      again(0)
    })
    await client.connect()
    return client
  }

  function lose(client: pg.Client | undefined): void {
    connection = undefined
    client?.end().catch(() => {})
    // When the database is back, whoever led before it went takes its lock first.
    if (!isLeading) yieldUntil = Date.now() + graceMs
  }

  // A session of ours that only the database still believes in would keep us from our own lock.
  async function endStaleSession(client: pg.Client): Promise<void> {
    await client.query(
      `select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)
       where locktype = 'advisory' and objid = $1 and granted and application_name = $2 and pid <> pg_backend_pid()`,
      [key, name],
    )
  }

  async function lead(): Promise<void> {
    isLeading = true
    try {
      await onLeading()
    } catch (error) {
      // Another process may do better with what this one could not lead.
      isLeading = false
      lose(connection)
      again(graceMs)
      throw error
    }
  }

  async function resign(): Promise<void> {
    isLeading = false
    await onReplaced()
  }

  function again(ms: number): void {
    clearTimeout(retry)
    if (!stopped) retry = setTimeout(() => void attempt().catch(report), ms)
  }

  function report(error: Error): void {
    log.error({ err: error }, 'leader lock: an attempt to lead failed')
  }

  async function stop(): Promise<void> {
    stopped = true
    clearTimeout(retry)
    const client = connection
    connection = undefined
    await client?.end().catch(() => {})
  }
}
