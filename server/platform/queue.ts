import { createRequire } from 'node:module'
import { PgBoss } from 'pg-boss'
import { applicationRole, withRole, type Database, type Transaction } from './database.ts'
import type { Log } from './log.ts'

const schema = 'queue'
const connectionsMax = 4
// A wake-up comes by NOTIFY; these are for one that was missed.
const pollSeconds = 2
const backstopSeconds = 2
const keptSeconds = 3_600
/** Longer than any work takes; work whose process is gone is told by its silence. */
const expireSeconds = 6 * 3_600
const silentSeconds = 10
const lookForSilentSeconds = 5
const stopMsMax = 5_000
const { version } = createRequire(import.meta.url)('pg-boss/package.json') as { version: string }

/** Work that waits, in PostgreSQL: a row is only a wake-up, what has to be done stands in the tables of who does it. */
export type Queue = {
  /**
   * Leaves a wake-up with the rows it belongs to, for now or for after a pause: it exists exactly if the transaction
   * commits. Of one group few are done at once, and what waits already isn't sent a second time.
   */
  send(tx: Transaction, name: string, data: object, group: string, afterMs?: number): Promise<void>
  /** Does what waits, so much at a time in this process, and so much of one group in all processes together. */
  work<Data extends object>(name: string, bounds: WorkBounds, handle: (data: Data) => Promise<void>): Promise<Working>
  /** Takes no more work and waits for what is being done. */
  stop(): Promise<void>
}

/** Work that is being done in this process. `leave` takes no more of it; what is being done goes on. */
export type Working = { leave(): Promise<void> }

export type WorkBounds = { atOnceMax: number; ofGroupMax: number }

/**
 * Makes the tables of the queue, or brings them up to date, as their owner, and lets the application use them. Several
 * processes that start together wait for one another. What was made stands on the schema as its comment, since looking
 * takes a millisecond and pg-boss's own look a hundred.
 */
export async function installQueue(owner: Database, ownerUrl: string, names: readonly string[]): Promise<void> {
  const wanted = `pg-boss ${version}: ${names.join(', ')} ${JSON.stringify(queueOptions)}`
  const look = `select obj_description(to_regnamespace($1), 'pg_namespace') as made`
  const [row] = await owner.query<{ made: string | null }[]>(look, [schema])
  if (row!.made === wanted) return
  const boss = new PgBoss({ connectionString: ownerUrl, schema, max: 1, supervise: false, schedule: false })
  boss.on('error', () => {}) // what matters is thrown
  await boss.start()
  try {
    for (const name of names) await bringUp(boss, name)
    await owner.transaction(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('install the queue', 0))`)
      await tx.query(grants)
      await tx.query(`comment on schema ${schema} is '${wanted}'`)
    })
  } finally {
    await ended(boss, { graceful: false })
  }
}

async function bringUp(boss: PgBoss, name: string): Promise<void> {
  if ((await boss.getQueue(name)) === null) await boss.createQueue(name, { ...queueOptions, policy })
  else await boss.updateQueue(name, queueOptions)
}

// Of the same wake-up one waits, however often it is sent.
const policy = 'short'

// What a dead process was doing would count for its group until it expires, were it not for the heartbeat.
const queueOptions = {
  notify: true,
  retryLimit: 0,
  expireInSeconds: expireSeconds,
  heartbeatSeconds: silentSeconds,
  deleteAfterSeconds: keptSeconds,
}

function ended(boss: PgBoss, options: { graceful: boolean; timeout?: number }): Promise<void> {
  const stopped = new Promise<void>((resolve) => void boss.once('stopped', () => resolve()))
  return boss.stop(options).then(() => stopped)
}

const grants = `grant usage on schema ${schema} to ${applicationRole};
  grant select, insert, update, delete on all tables in schema ${schema} to ${applicationRole};
  grant usage, select on all sequences in schema ${schema} to ${applicationRole};
  grant execute on all functions in schema ${schema} to ${applicationRole}`

/** Connects to the queue in the application's role. */
export async function openQueue(databaseUrl: string, log: Log): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: withRole(databaseUrl, applicationRole),
    application_name: 'ai-village queue',
    schema,
    max: connectionsMax,
    migrate: false,
    createSchema: false,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: lookForSilentSeconds,
    monitorIntervalSeconds: lookForSilentSeconds,
  })
  boss.on('error', (error: Error) => log.debug({ err: error.message }, 'queue: the database does not answer'))
  await boss.start()
  return { send, work, stop }

  async function send(tx: Transaction, name: string, data: object, group: string, afterMs = 0): Promise<void> {
    const db = {
      executeSql: async (text: string, values?: unknown[]) => ({
        rows: await tx.query<object[]>(text, values as never),
      }),
    }
    const startAfter = afterMs > 0 ? { startAfter: new Date(Date.now() + afterMs) } : {}
    await boss.send(name, data, { db, group: { id: group }, singletonKey: JSON.stringify(data), ...startAfter })
  }

  async function work<Data extends object>(
    name: string,
    { atOnceMax, ofGroupMax }: WorkBounds,
    handle: (data: Data) => Promise<void>,
  ): Promise<Working> {
    const options = {
      pollingIntervalSeconds: pollSeconds,
      notifyPollingIntervalSeconds: backstopSeconds,
      groupConcurrency: ofGroupMax,
    }
    const workers: string[] = []
    // A worker that has done something looks for more at once, and lets the others look; pg-boss would wait for its poll.
    const handleNext = async ([job]: { data: Data }[]) => {
      try {
        await handle(job!.data)
      } finally {
        for (const worker of workers) boss.notifyWorker(worker)
      }
    }
    for (let count = 0; count < atOnceMax; count++) workers.push(await boss.work<Data>(name, options, handleNext))
    return { leave: async () => void (await Promise.all(workers.map((id) => boss.offWork(name, { id, wait: false })))) }
  }

  async function stop(): Promise<void> {
    await ended(boss, { graceful: true, timeout: stopMsMax })
  }
}
