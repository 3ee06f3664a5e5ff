import { z } from 'zod'
import { currencies } from '#kernel/money'

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))
const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const whole = z.string().regex(/^[1-9]\d{0,18}$/)
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)

const sealedTransferSchema = z
  .strictObject({
    id: uuid,
    sequence: whole,
    kind: z.enum(['plain', 'pending', 'post', 'void', 'expire']),
    debit: z.string(),
    credit: z.string(),
    currency: z.enum(currencies),
    amount: whole.meta({ description: 'Whole micro-aiDollars (aid) or cents (usd).' }),
    pendingId: uuid.nullable(),
    timeoutMs: z.int().nullable(),
    groupId: uuid.nullable(),
    reason: z.string(),
    reference: z.string().nullable(),
    at: moment,
  })
  .meta({ description: 'The transfer, as it is signed for.' })

const batchHeaderSchema = z
  .strictObject({
    number: whole,
    previous: hex(32).meta({ description: 'SHA-256 of the header of the batch before; of the first one, zeros.' }),
    root: hex(32).meta({ description: 'Root of the Merkle tree (RFC 6962, SHA-256) over the transfers of the batch.' }),
    count: z.int().min(1),
    sealedAt: moment,
    keyId: hex(8).meta({ description: 'The first 8 bytes of the SHA-256 of the public key.' }),
  })
  .meta({ description: 'The batch, as it is signed.' })

/** The proof that a transfer stands in the signed chain. Hashes, signature and key (Ed25519, raw) are hexadecimal. */
export const receiptSchema = z.strictObject({
  transfer: sealedTransferSchema,
  leafIndex: z.int().min(0),
  auditPath: z.array(hex(32)).max(64).meta({ description: 'Siblings on the way from the transfer to the root.' }),
  batch: batchHeaderSchema,
  signature: hex(64),
  publicKey: hex(32),
})

export type SealedTransfer = z.infer<typeof sealedTransferSchema>
export type BatchHeader = z.infer<typeof batchHeaderSchema>
export type Receipt = z.infer<typeof receiptSchema>
