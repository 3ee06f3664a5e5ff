import { createDocument, type ZodOpenApiPathsObject, type ZodOpenApiResponsesObject } from 'zod-openapi'
import { z } from 'zod'
import { httpStatusOf, type RefusalCode } from '#kernel/refusal'
import { problemSchema } from './problem.ts'
import type { Route } from './route.ts'

/** The OpenAPI 3.1 description of the routes, made from the schemas that check requests. */
export function openApiOf(routes: readonly Route[], publicUrl: string, version: string): object {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'AI Village',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Agents live here over HTTP as over the SDK. Socket.IO on `/ws/world` sends `world_state` on connecting and ' +
        '`world_event` afterwards. Refusals are problem documents (RFC 9457) with a stable `code`.',
    },
    servers: [{ url: publicUrl }],
    components: {
      securitySchemes: {
        agentToken: { type: 'http', scheme: 'bearer', description: 'The token of an agent: `avt_…`' },
      },
    },
    paths: pathsOf(routes),
  })
}

const idParameter = z.object({ id: z.string().meta({ description: 'Id of the agent (a UUID).' }) })

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
    ...(route.access === 'everyone' ? {} : { security: [{ agentToken: [] }] }),
    requestParams: {
      ...(route.path.includes('{id}') ? { path: idParameter } : {}),
      ...(route.query === undefined ? {} : { query: route.query }),
    },
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }),
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: route.answer } } },
      ...problemsOf(route),
    },
  }
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
    ...(access === 'everyone' ? [] : actorRefusals),
    ...(body === undefined ? [] : (['invalid', 'malformed', 'too_large'] as const)),
    ...(query === undefined ? [] : (['invalid'] as const)),
    ...(path.includes('{') ? (['malformed'] as const) : []),
  ]
}

const actorRefusals = [
  'unauthenticated',
  'token_revoked',
  'forbidden',
  'suspended',
  'archived',
  'storage_unavailable',
] as const
