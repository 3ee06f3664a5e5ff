import { pipeline, type Readable } from 'node:stream'
import type { Express, Request, Response } from 'express'
import { parse } from '#kernel/parse'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Metrics } from '#platform/metrics'
import type { RateLimit } from '#platform/rate-limit'
import { type AccessOptions, admit, idOf } from './access.ts'
import { sendProblem } from './problem.ts'
import type { Route } from './route.ts'

export type MountOptions = AccessOptions & { metrics: Metrics }

/** Mounts routes on Express: who asks, may they, is the body as described; then the handler, then the answer. */
export function mountRoutes(app: Express, routes: readonly Route[], options: MountOptions): void {
  for (const route of routes) {
    app[route.method](route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (request, response) => {
      const endTimer = options.metrics.httpSeconds.startTimer({ method: route.method, route: route.path })
      const answer = await answerTo(route, request, options)
      if (isRefusal(answer)) sendProblem(response, answer)
      else sendAnswer(route, answer, response)
      endTimer({ status: String(response.statusCode) })
    })
  }
}

function sendAnswer(route: Route, answer: unknown, response: Response): void {
  if (isPersonal(route)) response.set('Cache-Control', 'no-store')
  else if (route.cacheControl !== undefined) response.set('Cache-Control', route.cacheControl(answer))
  if (route.mediaType === undefined) response.json(answer)
  else pipeline(answer as Readable, response.type(route.mediaType), () => {}) // what breaks off is seen to be broken off
}

// What is told to someone signed in is nobody else's, also not a cache's on the way.
function isPersonal({ access }: Route): boolean {
  return access !== 'everyone' && access !== 'agent itself'
}

async function answerTo(route: Route, request: Request, options: MountOptions): Promise<unknown> {
  const asker = await admit(route.access, request, options)
  if (isRefusal(asker)) return asker
  const body = route.body === undefined ? undefined : parse(route.body, request.body)
  if (body?.status === 'refused') return body
  const query = route.query === undefined ? undefined : parse(route.query, request.query)
  if (query?.status === 'refused') return query
  const { agent, member } = asker
  return route.handle({ id: idOf(request), body: body?.value, query: query?.value, agent, member })
}

export function isRefusal(answer: unknown): answer is Refusal {
  return (answer as Refusal | undefined)?.status === 'refused'
}

/** Counts a request against its address; answers 429 by itself when there were too many. */
export async function isAllowed(limit: RateLimit, request: Request, response: Response): Promise<boolean> {
  const result = await limit.take(request.ip ?? '')
  if (result.allowed) return true
  response.set('Retry-After', String(Math.ceil(result.retryAfterMs / 1000)))
  sendProblem(response, refuse('rate_limited', 'too many requests from this address; try again later'))
  return false
}
