import type { z } from 'zod'
import type { AgentId } from '#kernel/ids'
import type { Refusal, RefusalCode } from '#kernel/refusal'
import type { Member } from '#domain/accounts'
import type { AgentRow } from '#domain/agents'
import type { Access } from './access.ts'

/** What a handler gets: everything checked already. `agent` or `member` is there exactly if the route asks for one. */
export type RouteRequest<Body, Query> = {
  id: AgentId
  body: Body
  query: Query
  agent: AgentRow | undefined
  member: Member | undefined
}

/** One HTTP route: what the server mounts and what /api/openapi.json says are the same object. */
export type Route<Body = unknown, Answer = unknown, Query = unknown> = {
  method: 'get' | 'post' | 'patch' | 'delete'
  path: `/api/${string}`
  /** What `{id}` in the path is the id of; an agent, unless said otherwise. */
  idNames?: string
  operationId: string
  summary: string
  tag: string
  access: Access
  body?: z.ZodType<Body>
  query?: z.ZodType<Query>
  answer: z.ZodType<Answer>
  /** What the answer is, if not JSON; it is then a stream. */
  mediaType?: 'text/csv' | 'application/x-ndjson'
  refusals: RefusalCode[]
  /** What caches may do with an answer (RFC 9111); by default nothing is said. */
  cacheControl?(answer: Answer): string
  handle(request: RouteRequest<Body, Query>): Promise<Answer | Refusal>
}

/** Keeps the types of body and answer together while a route is written. */
export function route<Body, Answer, Query>(definition: Route<Body, Answer, Query>): Route {
  return definition
}
