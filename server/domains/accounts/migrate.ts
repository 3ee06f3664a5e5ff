import { createHash } from 'node:crypto'
import { getSchema } from 'better-auth/db'
import { getMigrations } from 'better-auth/db/migration'
import { Pool } from 'pg'
import { applicationRole } from '#platform/database'
import { tableOptions } from './auth.ts'

// Advisory locks are numbers; this one is the letters "auth".
const lockKey = 0x61757468

/** The pool that better-auth works with: its tables are in a schema of their own. Without a role they may be changed. */
export function createAuthPool(databaseUrl: string, max: number, role?: string): Pool {
  const address = new URL(databaseUrl)
  const given = [address.searchParams.get('options'), '-c search_path=auth', role && `-c role=${role}`]
  address.searchParams.set('options', given.filter(Boolean).join(' '))
  const pool = new Pool({
    connectionString: address.href,
    application_name: 'ai-village accounts',
    max,
    connectionTimeoutMillis: 2_000,
    query_timeout: 10_000,
    idleTimeoutMillis: 30_000,
  })
  pool.on('error', () => {}) // an idle connection that breaks is replaced
  return pool
}

/**
 * Makes or changes better-auth's tables where they are not as this version wants them. `databaseUrl` is that of who owns
 * the tables; several processes that start together wait for one another.
 */
export async function migrateAccounts(databaseUrl: string): Promise<void> {
  const pool = createAuthPool(databaseUrl, 2)
  const lock = await pool.connect()
  try {
    await lock.query('select pg_advisory_lock($1)', [lockKey])
    await bringUpToDate(pool)
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [lockKey])
    lock.release()
    await pool.end()
  }
}

// What the tables were made for stands on the schema as its comment: reading it takes a millisecond, comparing them 80.
async function bringUpToDate(pool: Pool): Promise<void> {
  const options = tableOptions(pool, '')
  const wanted = createHash('sha256')
    .update(JSON.stringify(getSchema(options)))
    .digest('hex')
  const { rows } = await pool.query(`select obj_description('auth'::regnamespace, 'pg_namespace') as made`)
  if ((rows[0] as { made: string | null }).made === wanted) return
  const { runMigrations } = await getMigrations(options)
  await runMigrations()
  await pool.query(grants)
  await pool.query(`comment on schema auth is '${wanted}'`)
}

// The application may write, but not change the tables themselves.
const grants = `do $$ begin
  if exists (select from pg_roles where rolname = '${applicationRole}') then
    grant usage on schema auth to ${applicationRole};
    grant select, insert, update, delete on all tables in schema auth to ${applicationRole};
  end if;
end $$`
