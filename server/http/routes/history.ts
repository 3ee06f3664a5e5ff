import { historyMarksQuerySchema, historyMarksSchema, historyQuerySchema, historySchema } from '#messages/history'
import type { HistoryQueries } from '#domain/history'
import { route, type Route } from '#http/route'

// What is kept of the past does not change any more; it may only be removed when it is old.
const settled = 'public, max-age=86400'
const unsettled = 'no-store'

export function historyRoutes(history: HistoryQueries): Route[] {
  return [between(), marks()]

  function between(): Route {
    return route({
      method: 'get',
      path: '/api/history',
      operationId: 'getHistory',
      summary:
        'The village at a past moment, and every change from there on: enough to draw it exactly; or one agent of it.',
      tag: 'history',
      access: 'everyone',
      query: historyQuerySchema,
      answer: historySchema,
      refusals: ['storage_unavailable'],
      cacheControl: ({ from, to, asked }) => (to === asked && from < to ? settled : unsettled),
      handle: ({ query }) => history.between(query.from, query.to, query.agent),
    })
  }

  function marks(): Route {
    return route({
      method: 'get',
      path: '/api/history/marks',
      operationId: 'getHistoryMarks',
      summary: 'How much happened in each part of a stretch of time, and since when history is kept.',
      tag: 'history',
      access: 'everyone',
      query: historyMarksQuerySchema,
      answer: historyMarksSchema,
      refusals: ['storage_unavailable'],
      cacheControl: ({ to, lastAt }) => (lastAt !== null && to <= lastAt ? settled : unsettled),
      handle: ({ query }) => history.marks(query.from, query.to, query.buckets),
    })
  }
}
