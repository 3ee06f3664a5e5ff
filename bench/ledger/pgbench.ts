import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import pg from 'pg'

/** What pgbench says of its TPC-B-like transactions: how many a second, and their mean latency in milliseconds. */
export type PgbenchReading = { perSecond: number; meanMs: number }

/** pgbench on a database of its own beside the village's, in the same PostgreSQL. */
export type Pgbench = { version: string; run(callers: number, seconds: number): Promise<PgbenchReading> }

const database = 'pgbench'

/** Fills pgbench's tables. Throws when there is no pgbench; Debian has it in postgresql-contrib. */
export async function preparePgbench(url: string, scale: number): Promise<Pgbench> {
  const { stdout } = await pgbench(url, ['--version'])
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${database}`)
  await client.end()
  await pgbench(url, ['--initialize', '--init-steps=dtGvp', `--scale=${scale}`, '--quiet', database])
  return { version: stdout.trim(), run }

  async function run(callers: number, seconds: number): Promise<PgbenchReading> {
    const threads = Math.min(callers, 2)
    const args = [`--client=${callers}`, `--jobs=${threads}`, `--time=${seconds}`, '--no-vacuum', database]
    const { stdout: report } = await pgbench(url, args)
    return { perSecond: numberIn(report, /tps = ([\d.]+)/), meanMs: numberIn(report, /latency average = ([\d.]+) ms/) }
  }
}

function pgbench(url: string, args: string[]): Promise<{ stdout: string }> {
  const { hostname, port, username, password } = new URL(url)
  const env = { PATH: process.env.PATH, PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: password }
  return promisify(execFile)('pgbench', args, { env })
}

function numberIn(text: string, pattern: RegExp): number {
  const match = pattern.exec(text)
  if (match === null) throw new Error(`pgbench said something else:\n${text}`)
  return Number(match[1])
}
