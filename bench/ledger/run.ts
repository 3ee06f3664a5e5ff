import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, tmpdir, type as osType } from 'node:os'
import * as path from 'node:path'
import { createSealer, verifyLedger, type AccountName, type Sealer } from '#domain/ledger'
import { loadSigningKey } from '#platform/signing-key'
import type { Database, Storage } from '#platform/database'
import { startEmbeddedPostgres } from '#platform/embedded-postgres'
import { openStorage } from '#storage'
import { load, openAccounts, readingOf, type Samples } from './load.ts'
import { type Options, readOptions } from './options.ts'
import { preparePgbench, type Pgbench, type PgbenchReading } from './pgbench.ts'
import { describe, type Results, type Row } from './report.ts'

const connectionsMax = 300
const pgbenchCallersMax = 256
const sealMs = 500
const warmUp = { callers: 64, seconds: 2 } as const
const resultsDir = new URL('../results/', import.meta.url)

/** Durable transfers a second through `submit`, beside pgbench's TPC-B on the same PostgreSQL in the same run. */
export async function run(args: string[]): Promise<void> {
  const options = readOptions(args)
  const dataDir = mkdtempSync(path.join(tmpdir(), 'village-bench-'))
  const postgres = await startEmbeddedPostgres(dataDir, { connectionsMax })
  const { storage, close } = await openStorage({ dataDir, databaseUrl: postgres.url })
  try {
    publish(await measure(storage, postgres.url, options))
  } finally {
    await close()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function measure(storage: Storage, url: string, options: Options): Promise<Results> {
  console.log('filling the tables')
  const accounts = await openAccounts(storage, options.accounts)
  const pgbench = await preparePgbench(url, options.scale)
  const sealer = createSealer({ database: storage.database, key: loadSigningKey({ secret, dataDir: '' }) })
  let sealed: Promise<unknown> = Promise.resolve()
  const seal = () => (sealed = sealed.then(sealer.seal).catch((error: Error) => console.error(error.message)))
  const sealing = setInterval(() => void seal(), sealMs)
  await load(storage, accounts, { ...warmUp, pattern: 'spread' })
  await pgbench.run(16, warmUp.seconds)
  const rows: Row[] = []
  for (const callers of options.callers) {
    rows.push(await measureRow(storage, accounts, pgbench, { ...options, callers, seal }))
    console.log(JSON.stringify(rows.at(-1)))
  }
  clearInterval(sealing)
  await sealed
  const proved = await proof(storage.database, sealer)
  const machine = { cores: availableParallelism(), os: `${osType()} ${arch()}`, node: process.version }
  return { machine, load: options, postgres: await settings(storage.database, pgbench.version), rows, sealed: proved }
}

type RowOptions = { callers: number; seconds: number; rounds: number; seal: () => Promise<unknown> }

// By turns in short rounds, so that what else the machine does meets all of them; pgbench need not share the machine with
// the sealing of what the ledger has just done.
async function measureRow(
  storage: Storage,
  accounts: readonly AccountName[],
  pgbench: Pgbench,
  { callers, seconds, rounds, seal }: RowOptions,
): Promise<Row> {
  const theirs: PgbenchReading[] = []
  const ours = { spread: [] as Samples[], hot: [] as Samples[] }
  for (let round = 0; round < rounds; round++) {
    await seal()
    if (callers <= pgbenchCallersMax) theirs.push(await pgbench.run(callers, seconds))
    for (const pattern of ['spread', 'hot'] as const) {
      ours[pattern].push(await load(storage, accounts, { callers, seconds, pattern }))
    }
  }
  const [spread, hot] = [readingOf(ours.spread), readingOf(ours.hot)]
  return { callers, pgbench: theirs.length === 0 ? undefined : meanOf(theirs), spread, hot }
}

function meanOf(readings: readonly PgbenchReading[]): PgbenchReading {
  const mean = (key: keyof PgbenchReading) => readings.reduce((sum, one) => sum + one[key], 0) / readings.length
  return { perSecond: mean('perSecond'), meanMs: mean('meanMs') }
}

const secret = Buffer.alloc(32, 1).toString('base64')

async function proof(database: Database, sealer: Sealer): Promise<Results['sealed']> {
  const since = performance.now()
  while ((await sealer.seal()) > 0);
  const afterMs = performance.now() - since
  const began = performance.now()
  const faults = (await verifyLedger(database)).length
  const [row] = await database.query<{ n: number }[]>('select count(*)::int as n from ledger.transfers')
  return { transfers: row!.n, afterMs, faults, verifyMs: performance.now() - began }
}

async function settings(database: Database, pgbench: string): Promise<Results['postgres']> {
  const [row] = await database.query<Omit<Results['postgres'], 'pgbench'>[]>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as synchronous_commit, current_setting('shared_buffers') as shared_buffers`,
  )
  return { ...row!, pgbench }
}

function publish(results: Results): void {
  const text = describe(results)
  mkdirSync(resultsDir, { recursive: true })
  writeFileSync(new URL('ledger.json', resultsDir), `${JSON.stringify(results, undefined, 2)}\n`)
  writeFileSync(new URL('ledger.md', resultsDir), text)
  console.log(text)
}
