import type { TransferId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { receiptSchema } from '#proof/receipt'
import type { LedgerQueries } from '#domain/ledger'
import { z } from 'zod'
import { route, type Route } from '#http/route'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
// A receipt never changes.
const forEver = 'public, max-age=31536000, immutable'

const keysSchema = z.object({
  keys: z.array(z.object({ id: z.string(), publicKey: z.string(), since: z.number() })).meta({
    description: 'Ed25519, raw, in hexadecimal; oldest first. `since` is in milliseconds since the Unix epoch.',
  }),
})

export function ledgerRoutes(ledger: LedgerQueries): Route[] {
  return [receipt(), keys()]

  function receipt(): Route {
    return route({
      method: 'get',
      path: '/api/ledger/receipts/{id}',
      idNames: 'transfer',
      operationId: 'getReceipt',
      summary: 'The proof that a transfer stands in the signed chain; anyone who knows its id may ask.',
      tag: 'ledger',
      access: 'everyone',
      answer: receiptSchema,
      refusals: ['not_found', 'unsealed'],
      cacheControl: () => forEver,
      handle: async ({ id }) => {
        const unknown = refuse('not_found', 'no transfer with this id')
        if (!uuid.test(id)) return unknown
        const answer = await ledger.receipt(id as string as TransferId)
        if (answer.status === 'sealed') return answer.receipt
        return answer.status === 'unknown' ? unknown : refuse('unsealed', 'not sealed yet; ask again in a second')
      },
    })
  }

  function keys(): Route {
    return route({
      method: 'get',
      path: '/api/ledger/keys',
      operationId: 'getLedgerKeys',
      summary: 'The public keys that receipts are signed with.',
      tag: 'ledger',
      access: 'everyone',
      answer: keysSchema,
      refusals: [],
      handle: async () => ({ keys: await ledger.keys() }),
    })
  }
}
