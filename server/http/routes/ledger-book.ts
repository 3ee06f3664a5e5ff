import { Readable } from 'node:stream'
import { z } from 'zod'
import { transfersFilterSchema, transfersPageSchema } from '#messages/economy'
import type { Economy } from '#domain/economy'
import { route, type Route } from '#http/route'

const tag = 'administration'

/** The whole ledger, for administrators. */
export function ledgerBookRoutes({ book }: Economy): Route[] {
  return [page(), file()]

  function page(): Route {
    return route({
      method: 'get',
      path: '/api/admin/ledger',
      operationId: 'readLedger',
      summary: 'Transfers, newest first: of an account, of a kind, for a reason, of a time. `next` goes into `before`.',
      tag,
      access: 'administrator',
      query: transfersFilterSchema,
      answer: transfersPageSchema,
      refusals: [],
      handle: ({ query }) => book.page(query),
    })
  }

  function file(): Route {
    return route({
      method: 'get',
      path: '/api/admin/ledger.csv',
      operationId: 'exportLedger',
      summary: 'The same transfers as a file for spreadsheets: CSV, all of them, newest first.',
      tag,
      access: 'administrator',
      query: transfersFilterSchema,
      mediaType: 'text/csv',
      answer: z.instanceof(Readable).meta({ override: { type: 'string' } }),
      refusals: [],
      handle: async ({ query }) => Readable.from(await book.file(query)),
    })
  }
}
