import { createHash } from 'node:crypto'
import { headerBytes, noPrevious, transferBytes } from '#proof/canonical'
import { leafInput } from '#proof/merkle'
import type { BatchHeader, SealedTransfer } from '#proof/receipt'
import type { Transaction } from '#platform/database'

/** A batch as it is stored: its header, the transfers in it by their numbers, and their hashes in the same order. */
export type Batch = { header: BatchHeader; signature: Buffer; seqs: string[]; leaves: Buffer[] }

export const hashBytes = 32

export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

export function leafOf(transfer: SealedTransfer): Buffer {
  return sha256(leafInput(transferBytes(transfer)))
}

/** What the header after this one has for `previous`. */
export function linkOf(header: BatchHeader | undefined): string {
  return header === undefined ? noPrevious : sha256(headerBytes(header)).toString('hex')
}

/** The end of a chain. */
export async function lastBatch(tx: Transaction): Promise<Batch | undefined> {
  return (await batches(tx, 'order by number desc limit 1', []))[0]
}

/** The batch that comes next after a number, if there is one. */
export async function batchAfter(tx: Transaction, number: string): Promise<Batch | undefined> {
  return (await batches(tx, 'where number > $1 order by number limit 1', [number]))[0]
}

/** The batch in which a transfer was sealed. */
export async function batchWith(tx: Transaction, seq: string): Promise<Batch | undefined> {
  const where = `where int8range(seqs[1], seqs[cardinality(seqs)], '[]') @> $1::bigint and $1 = any(seqs) limit 1`
  return (await batches(tx, where, [seq]))[0]
}

type BatchRow = {
  number: string
  previous: Buffer
  root: Buffer
  sealed_at: string
  key_id: string
  signature: Buffer
  seqs: string[]
  leaves: Buffer
}

async function batches(tx: Transaction, which: string, values: unknown[]): Promise<Batch[]> {
  return (await tx.query<BatchRow[]>(`select * from ledger.batches ${which}`, values)).map(toBatch)
}

function toBatch({ number, previous, root, sealed_at, key_id, signature, seqs, leaves }: BatchRow): Batch {
  const header = {
    number,
    previous: previous.toString('hex'),
    root: root.toString('hex'),
    count: seqs.length,
    sealedAt: sealed_at,
    keyId: key_id,
  }
  return { header, signature, seqs, leaves: seqs.map((_, at) => leaves.subarray(at * hashBytes, (at + 1) * hashBytes)) }
}

const asSealed = `t.id, t.seq as sequence, t.kind, d.name as debit, c.name as credit, t.currency, t.amount,
  t.pending_id as "pendingId", t.timeout_ms as "timeoutMs", t.group_id as "groupId", t.reason, t.reference,
  to_char(t.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
  from ledger.transfers t left join ledger.accounts d on d.id = t.debit left join ledger.accounts c on c.id = t.credit`

/** Transfers by their numbers, in their order, as they are signed for. */
export function transfersBySeqs(tx: Transaction, seqs: readonly string[]): Promise<SealedTransfer[]> {
  return tx.query<SealedTransfer[]>(`select ${asSealed} where t.seq = any($1) order by t.seq`, [seqs])
}

export async function transferById(tx: Transaction, id: string): Promise<SealedTransfer | undefined> {
  return (await tx.query<SealedTransfer[]>(`select ${asSealed} where t.id = $1`, [id]))[0]
}

/** The public key that a batch names, raw. */
export async function publicKeyOf(tx: Transaction, keyId: string): Promise<Buffer | undefined> {
  const query = 'select public_key from ledger.keys where id = $1'
  return (await tx.query<{ public_key: Buffer }[]>(query, [keyId]))[0]?.public_key
}
