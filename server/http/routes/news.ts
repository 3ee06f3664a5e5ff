import { newsQuerySchema, newsSchema } from '#messages/news'
import type { PastEvents } from '#feed'
import { route, type Route } from '#http/route'

const settledFor = 'public, max-age=86400'
const unsettled = 'no-store'

export function newsRoutes(past: PastEvents): Route[] {
  return [news()]

  function news(): Route {
    return route({
      method: 'get',
      path: '/api/news',
      operationId: 'getNews',
      summary: 'What has happened in the open, the newest first: the town, one place or one agent, up to any moment.',
      tag: 'history',
      access: 'everyone',
      query: newsQuerySchema,
      answer: newsSchema,
      refusals: ['storage_unavailable'],
      cacheControl: ({ settled }) => (settled ? settledFor : unsettled),
      handle: ({ query }) => past.page(query),
    })
  }
}
