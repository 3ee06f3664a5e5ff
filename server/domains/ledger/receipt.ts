import type { TransferId } from '#kernel/ids'
import { toHex } from '#proof/canonical'
import { pathOf } from '#proof/merkle'
import type { Receipt } from '#proof/receipt'
import type { Database } from '#platform/database'
import { batchWith, publicKeyOf, sha256, transferById } from './batches.ts'

/** A receipt; `unsealed` ones come within a second or two. */
export type ReceiptAnswer = { status: 'sealed'; receipt: Receipt } | { status: 'unsealed' } | { status: 'unknown' }

/** The proof that a transfer stands in the signed chain. */
export async function receiptOf({ manager: tx }: Database, id: TransferId): Promise<ReceiptAnswer> {
  const transfer = await transferById(tx, id)
  if (transfer === undefined) return { status: 'unknown' }
  const batch = await batchWith(tx, transfer.sequence)
  if (batch === undefined) return { status: 'unsealed' }
  const leafIndex = batch.seqs.indexOf(transfer.sequence)
  const publicKey = await publicKeyOf(tx, batch.header.keyId)
  const receipt = {
    transfer,
    leafIndex,
    auditPath: pathOf(batch.leaves, leafIndex, sha256).map(toHex),
    batch: batch.header,
    signature: toHex(batch.signature),
    publicKey: toHex(publicKey ?? Buffer.alloc(0)),
  }
  return { status: 'sealed', receipt }
}
