import type { Express, Request, Response } from 'express'
import type { AgentId } from '#kernel/ids'
import { parse } from '#kernel/parse'
import { refuse, type Refusal } from '#kernel/refusal'
import type { AgentRow, Authenticator } from '#domain/agents'
import type { Metrics } from '#platform/metrics'
import type { RateLimit } from '#platform/rate-limit'
import { sendProblem } from './problem.ts'
import type { Route } from './route.ts'

export type MountOptions = { authenticator: Authenticator; metrics: Metrics; authFailures: RateLimit }

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
  if (route.cacheControl !== undefined) response.set('Cache-Control', route.cacheControl(answer))
  response.json(answer)
}

async function answerTo(route: Route, request: Request, options: MountOptions): Promise<unknown> {
  const id = String(request.params.id ?? '').toLowerCase() as AgentId
  const agent = route.access === 'everyone' ? undefined : await agentItself(request, id, options)
  if (agent !== undefined && isRefusal(agent)) return agent
  const body = route.body === undefined ? undefined : parse(route.body, request.body)
  if (body?.status === 'refused') return body
  const query = route.query === undefined ? undefined : parse(route.query, request.query)
  if (query?.status === 'refused') return query
  return route.handle({ id, body: body?.value, query: query?.value, agent })
}

async function agentItself(request: Request, id: AgentId, options: MountOptions): Promise<AgentRow | Refusal> {
  const address = request.ip ?? ''
  if (await options.authFailures.isExhausted(address))
    return refuse('rate_limited', 'too many tokens that are not known')
  const result = await options.authenticator.authenticate(bearerOf(request))
  if (result.status === 'refused') {
    if (result.code === 'unauthenticated') await options.authFailures.take(address)
    return result
  }
  return result.agent.id === id ? result.agent : refuse('forbidden', 'this token belongs to another agent')
}

/** The bearer token of a request (RFC 6750), or an empty string. */
export function bearerOf(request: { headers: { authorization?: string | undefined } }): string {
  const match = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')
  return match?.[1] ?? ''
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
