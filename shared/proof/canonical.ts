import type { BatchHeader, SealedTransfer } from './receipt.ts'

/** The bytes of a transfer that are hashed: UTF-8 of a JSON list (RFC 8785) of strings and nulls in this order. */
export function transferBytes(transfer: SealedTransfer): Uint8Array<ArrayBuffer> {
  const { id, sequence, kind, debit, credit, currency, amount, pendingId, timeoutMs, groupId } = transfer
  const timeout = timeoutMs === null ? null : String(timeoutMs)
  const { reason, reference, at } = transfer
  const fields = [
    id,
    sequence,
    kind,
    debit,
    credit,
    currency,
    amount,
    pendingId,
    timeout,
    groupId,
    reason,
    reference,
    at,
  ]
  return bytesOf(['village-transfer/1', ...fields])
}

/** The bytes of a batch's header that are signed, and whose SHA-256 the next header carries. */
export function headerBytes({ number, previous, root, count, sealedAt, keyId }: BatchHeader): Uint8Array<ArrayBuffer> {
  return bytesOf(['village-batch/1', number, previous, root, String(count), sealedAt, keyId])
}

/** What the first batch has for `previous`. */
export const noPrevious = '0'.repeat(64)

/** Writes bytes in hexadecimal, lower case. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Reads hexadecimal, which it must be. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(at * 2, at * 2 + 2), 16))
}

function bytesOf(list: (string | null)[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(list))
}
