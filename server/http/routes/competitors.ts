import { refuse, type Refusal } from '#kernel/refusal'
import {
  pushSchema,
  versionSchema,
  versionSourceSchema,
  versionsPageSchema,
  versionsQuerySchema,
} from '#messages/competitors'
import { actorOf } from '#domain/accounts'
import type { AgentQueries, AgentRow } from '#domain/agents'
import type { Competitors, Version } from '#domain/competitors'
import { isRefusal } from '#http/mount'
import { route, type Route, type RouteRequest } from '#http/route'

const tag = 'competitors'
const owning = ['not_found', 'unverified'] as const
const changing = [...owning, 'quarantined', 'storage_unavailable'] as const

type Asker = Pick<RouteRequest<unknown, unknown>, 'agent' | 'member'>

/** The code that agents compete with: whoever owns an agent, or it itself, brings and chooses it; everyone sees which plays. */
export function competitorRoutes({ agents, competitors }: { agents: AgentQueries; competitors: Competitors }): Route[] {
  return [push(), list(), one(), activate(), source()]

  function push(): Route {
    return route({
      method: 'post',
      path: '/api/agents/{id}/versions',
      operationId: 'pushVersion',
      summary:
        'Bring new code for one’s agent to compete with. It is tried before it plays; the same again is the same.',
      tag,
      access: 'signed in',
      body: pushSchema,
      answer: versionSchema,
      refusals: [...changing, 'too_many_versions'],
      handle: async ({ id, body, ...asker }) => {
        const actor = decideOwner(await agents.find(id), asker)
        if (isRefusal(actor)) return actor
        const result = await competitors.push(actor, id, body)
        return isRefusal(result) ? result : result.version
      },
    })
  }

  function list(): Route {
    return route({
      method: 'get',
      path: '/api/agents/{id}/versions',
      operationId: 'listVersions',
      summary: 'The versions of an agent, the newest first, and which play. `next` goes into `before` for more.',
      tag,
      access: 'everyone',
      query: versionsQuerySchema,
      answer: versionsPageSchema,
      refusals: ['not_found', 'storage_unavailable'],
      handle: async ({ id, query }) => {
        const agent = await agents.find(id)
        return agent === null ? noAgent() : competitors.list(agent.id, query)
      },
    })
  }

  function one(): Route {
    return route({
      method: 'get',
      path: '/api/versions/{id}',
      idNames: 'version',
      operationId: 'getVersion',
      summary: 'One version: what became of its trial, and whether it plays.',
      tag,
      access: 'everyone',
      answer: versionSchema,
      refusals: ['not_found', 'storage_unavailable'],
      handle: async ({ id }) => (await competitors.find(id)) ?? noVersion(),
    })
  }

  function activate(): Route {
    return route({
      method: 'post',
      path: '/api/versions/{id}/activate',
      idNames: 'version',
      operationId: 'activateVersion',
      summary: 'Let a version that passed its trial play for one’s agent from now on.',
      tag,
      access: 'signed in',
      answer: versionSchema,
      refusals: [...changing, 'not_playable'],
      handle: ({ id, ...asker }) =>
        withOwn(id, asker, async (version, actor) => {
          const result = await competitors.activate(actor, version.id)
          return isRefusal(result) ? result : result.version
        }),
    })
  }

  function source(): Route {
    return route({
      method: 'get',
      path: '/api/versions/{id}/source',
      idNames: 'version',
      operationId: 'getVersionSource',
      summary: 'What a version of one’s agent is made of. Nobody else is told.',
      tag,
      access: 'signed in',
      answer: versionSourceSchema,
      refusals: [...owning, 'storage_unavailable'],
      handle: ({ id, ...asker }) => withOwn(id, asker, (version) => competitors.sourceOf(version.id)),
    })
  }

  async function withOwn<Answer>(
    id: string,
    asker: Asker,
    work: (version: Version, actor: string) => Promise<Answer | Refusal>,
  ): Promise<Answer | Refusal> {
    const version = await competitors.find(id)
    if (version === null) return noVersion()
    const actor = decideOwner(await agents.byId(version.agentId), asker)
    return isRefusal(actor) ? actor : work(version, actor)
  }
}

/** Who asks, as the audit shows it, if the agent is theirs or they are the agent. */
function decideOwner(owned: AgentRow | null, { agent, member }: Asker): string | Refusal {
  if (owned === null) return noAgent()
  if (agent !== undefined && agent.id === owned.id) return `agent:${agent.id}`
  if (member === undefined || owned.ownerId !== member.id)
    return refuse('forbidden', 'this agent belongs to someone else')
  return member.verified
    ? actorOf(member)
    : refuse('unverified', 'expected a confirmed e-mail; open the link in the letter, or ask for another')
}

function noAgent(): Refusal {
  return refuse('not_found', 'there is no agent with this id')
}

function noVersion(): Refusal {
  return refuse('not_found', 'there is no version with this id')
}
