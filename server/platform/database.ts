import { DataSource, type EntityManager, type EntitySchema, type MixedList } from 'typeorm'
import { refuse, type Refusal } from '#kernel/refusal'

/** A connection pool with its tables. */
export type Database = DataSource
/** An open transaction. Every function that writes takes one, so that several can commit together. */
export type Transaction = EntityManager

/** Makes transactions and says when the storage is away; see `createStorage`. */
export type Storage = {
  /** Runs work in one transaction; refuses as `storage_unavailable` when the database can't be reached. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T | Refusal>
  /** Whether the database answers now; the reason when it does not. */
  check(): Promise<{ ready: true } | { ready: false; reason: string }>
  database: Database
}

// Advisory locks are numbers; this one is the letters "mig".
const migrationLock = 0x6d6967

/** The role that the application works as: it may use the tables, but owns none and can't change what they are. */
export const applicationRole = 'village_app'

/** A pool of connections. With `role` each takes that role as it begins; migrations run without, as the tables' owner. */
export function createDatabase(
  url: string,
  entities: EntitySchema[],
  migrations: MixedList<Function>,
  role?: string,
): Database {
  return new DataSource({
    type: 'postgres',
    url: role === undefined ? url : withRole(url, role),
    entities,
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    applicationName: 'ai-village',
    poolErrorHandler: () => {}, // an idle connection that breaks is replaced; `check` reports what lasts
    extra: {
      max: 16,
      connectionTimeoutMillis: 2_000,
      query_timeout: 10_000,
      statement_timeout: 9_000,
      idle_in_transaction_session_timeout: 15_000,
    },
  })
}

/** Runs the migrations that are missing; of several processes that start together, one does it and the others wait. */
export async function migrate(database: Database): Promise<void> {
  const lock = database.createQueryRunner()
  await lock.connect()
  try {
    await lock.query('select pg_advisory_lock($1)', [migrationLock])
    const done = await database.runMigrations({ transaction: 'each' })
    if (done.length > 0) await grantToApplication(database)
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [migrationLock])
    await lock.release()
  }
}

/** The address of a database with a role that every connection takes as it begins. */
export function withRole(url: string, role: string): string {
  const address = new URL(url)
  const given = address.searchParams.get('options') ?? ''
  address.searchParams.set('options', `${given} -c role=${role}`.trim())
  return address.href
}

// Which migrations ran is not the application's to say.
async function grantToApplication(database: Database): Promise<void> {
  await database.query(`grant usage on schema public to ${applicationRole}`)
  await database.query(`grant select, insert, update, delete on all tables in schema public to ${applicationRole}`)
  await database.query(`grant usage, select on all sequences in schema public to ${applicationRole}`)
  await database.query(`revoke insert, update, delete on migrations from ${applicationRole}`)
}

export function createStorage(database: Database): Storage {
  return { transaction, check, database }

  async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T | Refusal> {
    try {
      return await database.transaction(work)
    } catch (error) {
      if (!isStorageAway(error)) throw error
      return refuse(
        'storage_unavailable',
        'the village cannot write at the moment; take it as not done and try again shortly',
      )
    }
  }

  async function check(): Promise<{ ready: true } | { ready: false; reason: string }> {
    try {
      await database.query('select 1')
      return { ready: true }
    } catch (error) {
      return { ready: false, reason: `PostgreSQL does not answer: ${(error as Error).message || String(error)}` }
    }
  }
}

// "Already released" is what TypeORM says in a transaction whose connection has died.
// Node's socket errors, and the SQLSTATE classes 08 (connection), 53 (resources) and 57P (shutdown) of PostgreSQL.
const awayCodes = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|08...|53...|57P..)$/
const awayMessages =
  /connection terminated|timeout exceeded|query read timeout|not queryable|already released|connection error|Driver not Connected/i

/** Whether an error means that the database could not be reached, rather than that the query was wrong. */
export function isStorageAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isStorageAway)
  const { code, message, driverError } = error as { code?: string; message?: string; driverError?: unknown }
  if (driverError !== undefined && isStorageAway(driverError)) return true
  return awayCodes.test(code ?? '') || awayMessages.test(message ?? '')
}
