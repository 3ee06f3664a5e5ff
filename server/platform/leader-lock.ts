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
export async function holdLeaderLock({
  databaseUrl,
  key,
  log,
  onLeading,
  onReplaced,
}: LeaderLockOptions): Promise<LeaderLock> {
  const name = `leader ${randomUUID()}`
  let held: pg.Client | undefined
  let isLeading = false
  let wasAway = false
  let stopped = false
  let retry: NodeJS.Timeout | undefined
  await attempt() // what fails now fails the start

  return { stop }

  async function attempt(): Promise<void> {
    const reached = await reach()
    if (reached === undefined) again(retryMs)
    else if (reached.locked) await lead(reached.client)
    else await follow(reached.client)
  }

  async function reach(): Promise<{ client: pg.Client; locked: boolean } | undefined> {
    try {
      const client = await connect()
      if (wasAway && !isLeading) await letOthersFirst(client)
      else return { client, locked: await tryLock(client) }
    } catch (error) {
      wasAway = true
      log.debug({ err: (error as Error).message }, 'leader lock: the database does not answer')
    }
    return undefined
  }

  // The database has just come back: whoever led before it went takes its lock first.
  async function letOthersFirst(client: pg.Client): Promise<void> {
    await client.end()
    await new Promise((resolve) => setTimeout(resolve, graceMs))
    wasAway = false
  }

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: databaseUrl, application_name: name, ...patience })
    client.on('error', () => {}) // 'end' follows
    client.on('end', () => {
      if (held !== client) return
      held = undefined
      again(0)
    })
    await client.connect()
    return client
  }

  async function tryLock(client: pg.Client): Promise<boolean> {
    // A session of ours that only the server still believes in would keep us from our own lock.
    await client.query(
      `select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)
       where locktype = 'advisory' and objid = $1 and granted and application_name = $2`,
      [key, name],
    )
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [key])
    return rows[0]!.locked
  }

  async function lead(client: pg.Client): Promise<void> {
    held = client
    wasAway = false
    if (isLeading) return
    isLeading = true
    await onLeading().catch(letGo)
  }

  async function follow(client: pg.Client): Promise<void> {
    await client.end()
    again(retryMs)
    if (!isLeading) return
    isLeading = false
    await onReplaced()
  }

  function again(ms: number): void {
    clearTimeout(retry)
    if (!stopped) retry = setTimeout(() => void attempt().catch(report), ms)
  }

  // Another process may do better with what this one could not lead.
  function letGo(error: Error): never {
    const client = held
    held = undefined
    isLeading = false
    client?.end().catch(() => {})
    again(graceMs)
    throw error
  }

  function report(error: Error): void {
    log.error({ err: error }, 'leader lock: an attempt to lead failed')
  }

  async function stop(): Promise<void> {
    stopped = true
    clearTimeout(retry)
    const client = held
    held = undefined
    await client?.end().catch(() => {})
  }
}
