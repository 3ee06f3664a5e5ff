import { existsSync, readFileSync } from 'node:fs'
import * as path from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#platform/embedded-postgres'
import { openStorage, type OpenStorage } from '#storage'
import { newDataDir, removeDataDir } from './server.ts'

// One PostgreSQL for all tests of a run that need no server of their own; each takes a database of its own on it.
let cluster: Promise<Cluster> | undefined
let databases = 0
type Cluster = { postgres: EmbeddedPostgres; dir: string }

const template = 'empty_village'

/** The address of a new database with all tables and no rows; or a copy of one that nobody is connected to. */
export async function newDatabase(copied?: string): Promise<string> {
  const { postgres } = await (cluster ??= startCluster())
  const name = `village_${++databases}`
  const from = copied === undefined ? template : new URL(copied).pathname.slice(1)
  await query(postgres.url, `create database ${name} template ${from}`)
  return addressOf(postgres.url, name)
}

/** Opens a database as the product does. */
export function openDatabase(databaseUrl: string): Promise<OpenStorage> {
  return openStorage({ databaseUrl, dataDir: '' })
}

/** Asks a database something over a connection of its own. */
export async function query<Row extends object>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

async function startCluster(): Promise<Cluster> {
  const dir = newDataDir()
  process.once('exit', () => endNow(dir))
  const postgres = await startEmbeddedPostgres(dir)
  await query(postgres.url, `create database ${template}`)
  const { close } = await openDatabase(addressOf(postgres.url, template))
  await close()
  return { postgres, dir }
}

function addressOf(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

// A root hook: it runs after the last test of the run, whichever files that has.
after('stops the PostgreSQL of the tests', async () => {
  if (cluster === undefined) return
  const { postgres, dir } = await cluster
  await query(postgres.url, `select pg_terminate_backend(pid) from pg_stat_activity where datname like 'village_%'`)
  await postgres.stop()
  removeDataDir(dir)
})

// A run that breaks off leaves no PostgreSQL behind.
function endNow(dir: string): void {
  const pidFile = path.join(dir, 'postgres', 'postmaster.pid')
  if (!existsSync(pidFile)) return
  process.kill(Number(readFileSync(pidFile, 'utf8').split('\n', 1)[0]), 'SIGQUIT')
  removeDataDir(dir)
}
