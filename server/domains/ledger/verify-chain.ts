import { createPublicKey, verify } from 'node:crypto'
import { headerBytes } from '#proof/canonical'
import { rootOf } from '#proof/merkle'
import type { BatchHeader } from '#proof/receipt'
import type { Transaction } from '#platform/database'
import { type Batch, batchAfter, leafOf, linkOf, publicKeyOf, sha256, transfersBySeqs } from './batches.ts'
import { keyIdOf } from '#platform/signing-key'
import type { LedgerFault } from './verify-tables.ts'

// An Ed25519 public key is its 32 bytes behind this (RFC 8410, 4).
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Walks the chain of batches from the first to the last, one in memory at a time, and names what does not fit. */
export async function chainFaults(tx: Transaction, max: number): Promise<LedgerFault[]> {
  const faults: LedgerFault[] = []
  let before: BatchHeader | undefined
  for (;;) {
    const batch = await batchAfter(tx, before?.number ?? '0')
    if (batch === undefined || faults.length >= max) return faults
    faults.push(...linkFaults(batch, before), ...(await signatureFaults(tx, batch)), ...(await leafFaults(tx, batch)))
    before = batch.header
  }
}

function linkFaults({ header }: Batch, before: BatchHeader | undefined): LedgerFault[] {
  const faults: LedgerFault[] = []
  const expected = BigInt(before?.number ?? 0) + 1n
  if (BigInt(header.number) !== expected) {
    faults.push({ fault: 'batch_missing', row: `batch ${expected}`, detail: `batch ${header.number} comes instead` })
  }
  if (header.previous !== linkOf(before)) {
    const detail = `names ${header.previous} as the hash before it, not ${linkOf(before)}`
    faults.push({ fault: 'batch_link_differs', row: `batch ${header.number}`, detail })
  }
  return faults
}

async function signatureFaults(tx: Transaction, { header, signature }: Batch): Promise<LedgerFault[]> {
  const row = `batch ${header.number}`
  const raw = await publicKeyOf(tx, header.keyId)
  if (raw === undefined || keyIdOf(raw) !== header.keyId) {
    return [{ fault: 'key_missing', row, detail: `there is no key ${header.keyId}` }]
  }
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' })
  if (verify(null, headerBytes(header), key, signature)) return []
  return [{ fault: 'signature_wrong', row, detail: `key ${header.keyId} has not signed this header` }]
}

// The leaves lead to the root that is signed, so a transfer that does not give its leaf is the one that was changed.
async function leafFaults(tx: Transaction, { header, seqs, leaves }: Batch): Promise<LedgerFault[]> {
  const row = `batch ${header.number}`
  const root = Buffer.from(rootOf(leaves, sha256)).toString('hex')
  const faults: LedgerFault[] = []
  if (root !== header.root) {
    faults.push({ fault: 'root_differs', row, detail: `its leaves make ${root}, not ${header.root}` })
  }
  const leafBySeq = new Map(seqs.map((seq, at) => [seq, leaves[at]!]))
  for (const transfer of await transfersBySeqs(tx, seqs)) {
    if (leafOf(transfer).equals(leafBySeq.get(transfer.sequence)!)) continue
    const detail = `is not what was sealed in batch ${header.number}`
    faults.push({ fault: 'transfer_differs', row: `transfer ${transfer.id}`, detail })
  }
  return faults
}
