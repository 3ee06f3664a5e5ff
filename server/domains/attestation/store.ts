import { In } from 'typeorm'
import type { RuntimeId } from '#domain/sandbox'
import type { Database, Transaction } from '#platform/database'
import { attestationTable, type AttestationRow } from './tables.ts'

// Advisory locks are numbers; this one is the letters "att".
const attestationLock = 0x617474

export async function insertAttestation(tx: Transaction, row: AttestationRow): Promise<void> {
  await tx.getRepository(attestationTable).insert(row)
}

/** The latest of each runtime, of any version. */
export async function latestOfEach(tx: Transaction): Promise<AttestationRow[]> {
  const latest = await tx
    .getRepository(attestationTable)
    .createQueryBuilder('a')
    .select('a.id', 'id')
    .distinctOn(['a.runtime'])
    .orderBy('a.runtime')
    .addOrderBy('a.at', 'DESC')
    .addOrderBy('a.id', 'DESC')
    .getRawMany<{ id: AttestationRow['id'] }>()
  return tx.getRepository(attestationTable).findBy({ id: In(latest.map(({ id }) => id)) })
}

/** The latest of a runtime as it is in one version. */
export function latestOf(tx: Transaction, runtime: RuntimeId, version: string): Promise<AttestationRow | null> {
  return tx.getRepository(attestationTable).findOne({ where: { runtime, version }, order: { at: 'DESC', id: 'DESC' } })
}

/** As `latestOf`, without all that was tried. */
export async function stampOf(
  tx: Transaction,
  runtime: RuntimeId,
  version: string,
): Promise<Pick<AttestationRow, 'id' | 'holds'> | null> {
  return tx.getRepository(attestationTable).findOne({
    select: { id: true, holds: true },
    where: { runtime, version },
    order: { at: 'DESC', id: 'DESC' },
  })
}

/** Lets go of what `takeLock` took. */
export type Unlock = () => Promise<void>

/** Takes the lock that only one process on a database has at a time, on a connection of its own; undefined if it is taken. */
export async function takeLock(database: Database): Promise<Unlock | undefined> {
  const connection = database.createQueryRunner()
  try {
    const query = 'select pg_try_advisory_lock($1) as taken'
    const [row] = (await connection.query(query, [attestationLock])) as { taken: boolean }[]
    if (row!.taken) return unlock
  } catch (error) {
    await connection.release()
    throw error
  }
  await connection.release()

  async function unlock(): Promise<void> {
    // If the connection is gone, so is its lock.
    await connection.query('select pg_advisory_unlock($1)', [attestationLock]).catch(() => {})
    await connection.release()
  }
}
