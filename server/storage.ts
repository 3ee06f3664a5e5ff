import type { Config } from '#config'
import { createDatabase, createStorage, isStorageAway, migrate, type Storage } from '#platform/database'
import { startEmbeddedPostgres } from '#platform/embedded-postgres'
import { migrations } from './migrations/index.ts'
import { tables } from './tables.ts'

const startMsMax = 60_000
const retryMs = 500

/** The database, ready to use: the configured one, or PostgreSQL of our own under DATA_DIR. */
export type OpenStorage = { storage: Storage; url: string; close(): Promise<void> }

/** Opens the database and brings its tables up to date. A server that is still starting is waited for. */
export async function openStorage(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<OpenStorage> {
  const embedded = config.databaseUrl === undefined ? await startEmbeddedPostgres(config.dataDir) : undefined
  const url = config.databaseUrl ?? embedded!.url
  const database = createDatabase(url, tables, migrations)
  await patiently(() => database.initialize())
  await migrate(database)
  return { storage: createStorage(database), url, close }

  async function close(): Promise<void> {
    await database.destroy()
    await embedded?.stop()
  }
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
