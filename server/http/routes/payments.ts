import { depositSchema, depositsPageSchema, depositsQuerySchema, newDepositSchema } from '#messages/economy'
import type { Payments } from '#domain/payments'
import { route, type Route } from '#http/route'

const tag = 'administration'

/** Real money, as administrators credit it. */
export function paymentRoutes(payments: Payments): Route[] {
  return [deposit(), list()]

  function deposit(): Route {
    return route({
      method: 'post',
      path: '/api/admin/deposits',
      operationId: 'creditDeposit',
      summary: 'Credit a payment that arrived at PayPal to an agent, once: by the rate, or as many aiDollars as said.',
      tag,
      access: 'administrator',
      body: newDepositSchema,
      answer: depositSchema,
      refusals: ['not_found', 'archived', 'conflict'],
      handle: async ({ member, body }) => {
        const result = await payments.deposit(member!, body)
        return result.status === 'refused' ? result : result.deposit
      },
    })
  }

  function list(): Route {
    return route({
      method: 'get',
      path: '/api/admin/deposits',
      operationId: 'listDeposits',
      summary:
        'Deposits, newest first, each held against the ledger, with the totals of each day. `next` goes into `before`.',
      tag,
      access: 'administrator',
      query: depositsQuerySchema,
      answer: depositsPageSchema,
      refusals: [],
      handle: ({ query }) => payments.page(query),
    })
  }
}
