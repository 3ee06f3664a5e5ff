import { limits } from '#kernel/limits'
import { headerBytes } from '#proof/canonical'
import { rootOf } from '#proof/merkle'
import type { Database, Transaction } from '#platform/database'
import { lastBatch, leafOf, linkOf, sha256, transfersBySeqs } from './batches.ts'
import type { SigningKey } from '#platform/signing-key'

/** Puts transfers that wait into signed batches, in the order in which their transactions committed. */
export type Sealer = {
  /** Seals all that waits now, and says how many transfers; none if another process is at it. */
  seal(): Promise<number>
}

// Advisory locks are numbers; this one is the letters "seal". It is held until the commit, so that one seals at a time.
const sealLock = 0x7365616c
const batchesMax = 100

export function createSealer({ database, key }: { database: Database; key: SigningKey }): Sealer {
  let isKnown = false
  return { seal }

  async function seal(): Promise<number> {
    if (!isKnown) await database.query('select ledger.add_key($1)', [key.publicKey])
    isKnown = true
    let sealed = 0
    for (let batch = 0; batch < batchesMax; batch++) {
      const count = await database.transaction((tx) => sealNext(tx, key))
      if (count === 0) break
      sealed += count
    }
    return sealed
  }
}

type Waiting = { ids: string[]; seqs: string[] | null; now: string }

async function sealNext(tx: Transaction, key: SigningKey): Promise<number> {
  if (!(await isMine(tx))) return 0
  const { ids, seqs, now } = await whatWaits(tx)
  if (seqs === null) return 0
  const last = (await lastBatch(tx))?.header
  const leaves = (await transfersBySeqs(tx, seqs)).map(leafOf)
  const header = {
    number: (BigInt(last?.number ?? 0) + 1n).toString(),
    previous: linkOf(last),
    root: Buffer.from(rootOf(leaves, sha256)).toString('hex'),
    count: leaves.length,
    sealedAt: now,
    keyId: key.id,
  }
  const [previous, root] = [Buffer.from(header.previous, 'hex'), Buffer.from(header.root, 'hex')]
  const signed = [now, key.id, key.sign(headerBytes(header))]
  const values = [header.number, previous, root, ...signed, seqs, Buffer.concat(leaves), ids]
  await tx.query('select ledger.seal($1, $2, $3, $4, $5, $6, $7, $8, $9)', values)
  return seqs.length
}

async function isMine(tx: Transaction): Promise<boolean> {
  const query = 'select pg_try_advisory_xact_lock($1) as mine'
  return (await tx.query<{ mine: boolean }[]>(query, [sealLock]))[0]!.mine
}

/** The oldest that wait, as many calls as fit a batch. A call that commits late waits for the next: none is skipped. */
async function whatWaits(tx: Transaction): Promise<Waiting> {
  const [row] = await tx.query<Waiting[]>(
    `select array_agg(distinct id) as ids, array_agg(seq order by seq) as seqs,
       to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now
     from (
       select id, seqs, row_number() over calls as n, sum(cardinality(seqs)) over calls as total
       from (select id, seqs from ledger.unsealed order by id limit $1) as oldest window calls as (order by id)
     ) as counted, unnest(seqs) as seq
     where total <= $1 or n = 1`,
    [limits.ledgerSealMax],
  )
  return row!
}
