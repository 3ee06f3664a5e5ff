import { fromHex, headerBytes, toHex, transferBytes } from './canonical.ts'
import { leafInput, nodeInput, sidesOf } from './merkle.ts'
import { receiptSchema, type Receipt } from './receipt.ts'
import { hasSigned } from './signature.ts'

/**
 * Whether a receipt holds, or the first check that fails: `form` (it is no receipt), `path` (the transfer does not lead to
 * the batch's root), `key` (not the key that the header names, or none of those trusted), `signature`.
 */
export type ReceiptResult =
  | { status: 'valid'; receipt: Receipt }
  | { status: 'faulty'; check: 'form' | 'path' | 'key' | 'signature' }

/**
 * Checks a receipt, read from JSON, with WebCrypto alone. A key that comes with the receipt proves only that nothing was
 * changed since it was signed; give `trusted`, public keys in hexadecimal from elsewhere, to know by whom.
 */
export async function verifyReceipt(given: unknown, trusted?: readonly string[]): Promise<ReceiptResult> {
  const parsed = receiptSchema.safeParse(given)
  if (!parsed.success) return faulty('form')
  const receipt = parsed.data
  const { batch, leafIndex, auditPath } = receipt
  const sides = sidesOf(leafIndex, batch.count)
  if (sides?.length !== auditPath.length) return faulty('form')
  let hash = await sha256(leafInput(transferBytes(receipt.transfer)))
  for (const [at, text] of auditPath.entries()) {
    const sibling = fromHex(text)
    hash = await sha256(sides[at] === 'left' ? nodeInput(sibling, hash) : nodeInput(hash, sibling))
  }
  if (toHex(hash) !== batch.root) return faulty('path')
  const publicKey = fromHex(receipt.publicKey)
  const keyId = toHex(await sha256(publicKey)).slice(0, 16)
  if (keyId !== batch.keyId || trusted?.includes(receipt.publicKey) === false) return faulty('key')
  const isSigned = await hasSigned(publicKey, fromHex(receipt.signature), headerBytes(batch))
  return isSigned ? { status: 'valid', receipt } : faulty('signature')
}

type Bytes = Uint8Array<ArrayBuffer>

async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

function faulty(check: 'form' | 'path' | 'key' | 'signature'): ReceiptResult {
  return { status: 'faulty', check }
}
