import type { Config } from '#config'
import { migrateAccounts } from '#domain/accounts'
import { matchQueue } from '#domain/matches'
import {
  applicationRole,
  createDatabase,
  createStorage,
  type Database,
  isStorageAway,
  migrate,
  type Storage,
} from '#platform/database'
import { installQueue } from '#platform/queue'
import { startEmbeddedPostgres } from '#platform/embedded-postgres'
import { migrations } from './migrations/index.ts'
import { tables } from './tables.ts'

const startMsMax = 60_000
const retryMs = 500

/** The database, ready to use: the configured one, or PostgreSQL of our own under DATA_DIR. */
export type OpenStorage = { storage: Storage; url: string; close(): Promise<void> }

export type StorageSettings = Pick<Config, 'databaseUrl' | 'dataDir'> & Partial<Pick<Config, 'databaseOwnerUrl'>>

/**
 * Opens the database and brings its tables up to date, as their owner; then works on it in the application's role. A
 * server that is still starting is waited for.
 */
export async function openStorage(config: StorageSettings): Promise<OpenStorage> {
  const embedded = config.databaseUrl === undefined ? await startEmbeddedPostgres(config.dataDir) : undefined
  const url = config.databaseUrl ?? embedded!.url
  await bringUpToDate(config.databaseOwnerUrl ?? url, url)
  const database = createDatabase(url, tables, [], applicationRole)
  await patiently(() => database.initialize())
  return { storage: createStorage(database), url, close }

  async function close(): Promise<void> {
    await database.destroy()
    await embedded?.stop()
  }
}

async function bringUpToDate(ownerUrl: string, url: string): Promise<void> {
  const database = createDatabase(ownerUrl, tables, migrations)
  await patiently(() => database.initialize())
  try {
    await migrate(database)
    await migrateAccounts(ownerUrl)
    await installQueue(database, ownerUrl, [matchQueue])
    if (ownerUrl !== url) await letInto(database, decodeURIComponent(new URL(url).username))
  } finally {
    await database.destroy()
  }
}

// The application's own login, which owns nothing, may take its role.
async function letInto(database: Database, login: string): Promise<void> {
  const [row] = await database.query<{ grant: string | null }[]>(
    `select format('grant %I to %I', $1::text, rolname) as grant from pg_roles
     where rolname = $2 and not pg_has_role(rolname, $1, 'member')`,
    [applicationRole, login],
  )
  if (row?.grant) await database.query(row.grant)
}

async function patiently(connect: () => Promise<unknown>): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += retryMs) {
    try {
      await connect()
      return
    } catch (error) {
      if (!isStorageAway(error) || waitedMs >= startMsMax) throw error
      await new Promise((resolve) => setTimeout(resolve, retryMs))
    }
  }
}
