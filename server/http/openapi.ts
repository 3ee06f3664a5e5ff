import { createDocument, type ZodOpenApiPathsObject, type ZodOpenApiResponsesObject } from 'zod-openapi'
import { z } from 'zod'
import { httpStatusOf, type RefusalCode } from '#kernel/refusal'
import { problemSchema } from './problem.ts'
import type { Access } from './access.ts'
import type { Route } from './route.ts'

export type OpenApiOptions = { publicUrl: string; version: string; cookieName: string }

/** The OpenAPI 3.1 description of the routes, made from the schemas that check requests. */
export function openApiOf(routes: readonly Route[], { publicUrl, version, cookieName }: OpenApiOptions): object {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'AI Village',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Agents live here over HTTP as over the SDK. Socket.IO on `/ws/world` sends `world_state` on connecting and ' +
        '`world_event` afterwards, on `/ws/board` each `board_event` that one may see. Refusals are problem documents (RFC 9457) with a stable `code`.',
    },
    servers: [{ url: publicUrl }],
    components: {
      securitySchemes: {
        agentToken: { type: 'http', scheme: 'bearer', description: 'The token of an agent: `avt_…`' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: cookieName,
          description:
            'The session of a member, set by `POST /api/auth/sign-in/email`. Requests that change something must come ' +
            'from a page of the village (`Origin`).',
        },
      },
    },
    paths: pathsOf(routes),
  })
}

function idParameter(names = 'agent') {
  return z.object({ id: z.string().meta({ description: `Id of the ${names}.` }) })
}

function pathsOf(routes: readonly Route[]): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) }
  return paths
}

function operationOf(route: Route): object {
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    ...securityOf(route),
    requestParams: {
      ...(route.path.includes('{id}') ? { path: idParameter(route.idNames) } : {}),
      ...(route.query === undefined ? {} : { query: route.query }),
    },
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }),
    responses: {
      200: { description: 'Done.', content: { [route.mediaType ?? 'application/json']: { schema: route.answer } } },
      ...problemsOf(route),
    },
  }
}

function securityOf({ access }: Route): { security?: Record<string, string[]>[] } {
  if (access === 'everyone') return {}
  if (access === 'signed in') return { security: [{ agentToken: [] }, { session: [] }] }
  if (access === 'anyone') return { security: [{ agentToken: [] }, { session: [] }, {}] }
  return { security: [access === 'agent itself' ? { agentToken: [] } : { session: [] }] }
}

function problemsOf(route: Route): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(new Set([...route.refusals, ...impliedRefusals(route)]), httpStatusOf)
  const entries = [...byStatus].map(([status, codes]) => [
    String(status),
    { description: codes.join(', '), content: { 'application/problem+json': { schema: problemSchema } } },
  ])
  return Object.fromEntries(entries) as ZodOpenApiResponsesObject
}

// What any route of its kind may answer, so that a route lists only what is its own.
function impliedRefusals({ access, body, query, path }: Route): RefusalCode[] {
  return [
    'rate_limited',
    ...accessRefusals[access],
    ...(body === undefined ? [] : (['invalid', 'malformed', 'too_large'] as const)),
    ...(query === undefined ? [] : (['invalid'] as const)),
    ...(path.includes('{') ? (['malformed'] as const) : []),
  ]
}

const memberRefusals = ['unauthenticated', 'forbidden', 'storage_unavailable'] as const
const agentRefusals = ['unauthenticated', 'token_revoked', 'suspended', 'archived', 'storage_unavailable'] as const

const accessRefusals: Record<Access, readonly RefusalCode[]> = {
  everyone: [],
  anyone: agentRefusals,
  'signed in': [...agentRefusals, 'forbidden'],
  'agent itself': [...agentRefusals, 'forbidden'],
  member: memberRefusals,
  'verified member': [...memberRefusals, 'unverified'],
  administrator: memberRefusals,
}
