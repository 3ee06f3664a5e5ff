import pg from 'pg'
import type { Log } from './log.ts'

const retryMs = 500
/** After the database was away, who held the lock before has this long to take it again before another may. */
const graceMs = 5_000

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
  let held: pg.Client | undefined
  let isLeading = false
  let wasAway = false
  let stopped = false
  let retry: NodeJS.Timeout | undefined
  await attempt()

  return { stop }

  async function attempt(): Promise<void> {
    try {
      const client = await connect()
      if (wasAway && !isLeading) await waitForLeader(client)
      else if (await hasLock(client)) await lead(client)
      else await follow(client)
    } catch (error) {
      wasAway = true
      log.debug({ err: (error as Error).message }, 'leader lock: the database does not answer')
      again(retryMs)
    }
  }

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, connectionTimeoutMillis: 2_000 })
    client.on('error', () => {}) // 'end' follows
    client.on('end', () => {
      if (held !== client) return
      held = undefined
      again(0)
    })
    await client.connect()
    return client
  }

  async function hasLock(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [key])
    return rows[0]!.locked
  }

  async function lead(client: pg.Client): Promise<void> {
    held = client
    wasAway = false
    if (isLeading) return
    isLeading = true
    await onLeading()
  }

  async function follow(client: pg.Client): Promise<void> {
    await client.end()
    again(retryMs)
    if (!isLeading) return
    isLeading = false
    await onReplaced()
  }

  // The database has just come back: whoever led before it went takes its lock first.
  async function waitForLeader(client: pg.Client): Promise<void> {
    wasAway = false
    await client.end()
    again(graceMs)
  }

  function again(ms: number): void {
    clearTimeout(retry)
    if (!stopped) retry = setTimeout(() => void attempt(), ms)
  }

  async function stop(): Promise<void> {
    stopped = true
    clearTimeout(retry)
    const client = held
    held = undefined
    await client?.end().catch(() => {})
  }
}
