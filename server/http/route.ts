import type { z } from 'zod'
import type { AgentId } from '#kernel/ids'
import type { Refusal, RefusalCode } from '#kernel/refusal'
import type { AgentRow } from '#domain/agents'

/** What a handler gets: everything checked already. `agent` is there exactly if the route asks for one. */
export type RouteRequest<Body, Query> = { id: AgentId; body: Body; query: Query; agent: AgentRow | undefined }

/**
 * One HTTP route: what the server mounts and what /api/openapi.json says are the same object. `access` is `everyone`,
 * or `agent itself`: the bearer token must be that of the agent whose id is in the path.
 */
export type Route<Body = unknown, Answer = unknown, Query = unknown> = {
  method: 'get' | 'post'
  path: `/api/${string}`
  operationId: string
  summary: string
  tag: string
  access: 'everyone' | 'agent itself'
  body?: z.ZodType<Body>
  query?: z.ZodType<Query>
  answer: z.ZodType<Answer>
  refusals: RefusalCode[]
  /** What caches may do with an answer (RFC 9111); by default nothing is said. */
  cacheControl?(answer: Answer): string
  handle(request: RouteRequest<Body, Query>): Promise<Answer | Refusal>
}

/** Keeps the types of body and answer together while a route is written. */
export function route<Body, Answer, Query>(definition: Route<Body, Answer, Query>): Route {
  return definition
}
