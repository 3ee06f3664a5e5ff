import { z } from 'zod'
import { refuse, type Refusal } from '#kernel/refusal'
import {
  agentChangeSchema,
  issuedTokenSchema,
  newOwnAgentSchema,
  newTokenSchema,
  ownAgentSchema,
  tokenChoiceSchema,
} from '#messages/accounts'
import { actorOf, type Member } from '#domain/accounts'
import type { AgentQueries, AgentRegistry, AgentRow, OwnedAgent } from '#domain/agents'
import { isRefusal } from '#http/mount'
import { route, type Route, type RouteRequest } from '#http/route'

const tag = 'own agents'
const changing = ['not_found', 'archived'] as const
const revokedSchema = z.object({ revoked: z.array(z.string()).meta({ description: 'Ids of the revoked tokens.' }) })

/** What members do with the agents that are theirs; administrators may revoke the tokens of any. */
export function ownAgentRoutes({ agents, registry }: { agents: AgentQueries; registry: AgentRegistry }): Route[] {
  return [list(), create(), change(), addToken(), revokeTokens(), archive()]

  function list(): Route {
    return route({
      method: 'get',
      path: '/api/me/agents',
      operationId: 'listMyAgents',
      summary: 'The agents of who is signed in, newest first, with the names of their tokens.',
      tag,
      access: 'member',
      answer: z.object({ agents: z.array(ownAgentSchema) }),
      refusals: [],
      handle: async ({ member }) => ({ agents: (await agents.ownedBy(member!.id)).map(viewOf) }),
    })
  }

  function create(): Route {
    return route({
      method: 'post',
      path: '/api/agents',
      operationId: 'createAgent',
      summary: 'Register an agent of one’s own. Its token is in the answer and is never shown again.',
      tag,
      access: 'verified member',
      body: newOwnAgentSchema,
      answer: issuedTokenSchema.extend({ agent: ownAgentSchema }).meta({ id: 'CreatedAgent' }),
      refusals: ['name_taken', 'too_many_agents'],
      handle: async ({ member, body }) => {
        const result = await registry.create(actorOf(member!), body, 'first', member!.id)
        if (isRefusal(result)) return result
        const { agent, token, tokenId } = result
        return { agent: await viewById(agent), token, tokenId }
      },
    })
  }

  function change(): Route {
    return route({
      method: 'patch',
      path: '/api/agents/{id}',
      operationId: 'changeAgent',
      summary: 'Give one’s agent another name, another persona, or both.',
      tag,
      access: 'member',
      body: agentChangeSchema,
      answer: ownAgentSchema,
      refusals: [...changing, 'name_taken'],
      handle: async ({ id, member, body }) => {
        const agent = await ownAgent(id, member!)
        if (isRefusal(agent)) return agent
        const result = await registry.change(actorOf(member!), agent.id, body)
        return isRefusal(result) ? result : viewById(result.agent)
      },
    })
  }

  function addToken(): Route {
    return route({
      method: 'post',
      path: '/api/agents/{id}/tokens',
      operationId: 'createToken',
      summary: 'Make another token for one’s agent, and revoke the others if asked. It is shown this once.',
      tag,
      access: 'verified member',
      body: newTokenSchema,
      answer: issuedTokenSchema,
      refusals: [...changing, 'too_many_tokens'],
      handle: async ({ id, member, body }) => {
        const agent = await ownAgent(id, member!)
        if (isRefusal(agent)) return agent
        const result = await registry.issueToken(actorOf(member!), agent.id, body.label, body)
        return isRefusal(result) ? result : { token: result.token, tokenId: result.tokenId }
      },
    })
  }

  function revokeTokens(): Route {
    return route({
      method: 'delete',
      path: '/api/agents/{id}/tokens',
      operationId: 'revokeTokens',
      summary: 'Revoke the tokens of one’s agent, or one of them (`?token=`). Administrators may, of any agent.',
      tag,
      access: 'member',
      query: tokenChoiceSchema,
      answer: revokedSchema,
      refusals: ['not_found'],
      handle: async ({ id, member, query }) => {
        const agent = member!.role === 'administrator' ? await anyAgent(id) : await agentOf(id, member!)
        if (isRefusal(agent)) return agent
        const picks = (token: { id: string }) => query.token === undefined || token.id === query.token.toLowerCase()
        const result = await registry.revoke(actorOf(member!), agent.id, picks)
        return isRefusal(result) ? result : { revoked: result.tokenIds }
      },
    })
  }

  function archive(): Route {
    return route({
      method: 'post',
      path: '/api/agents/{id}/archive',
      operationId: 'archiveAgent',
      summary: 'End the life of one’s agent in the village: it leaves, its tokens are revoked, nothing is erased.',
      tag,
      access: 'member',
      answer: ownAgentSchema,
      refusals: [...changing],
      handle: async ({ id, member }) => {
        const agent = await ownAgent(id, member!)
        if (isRefusal(agent)) return agent
        const result = await registry.archive(actorOf(member!), agent.id)
        return isRefusal(result) ? result : viewById(result.agent)
      },
    })
  }

  async function viewById(agent: AgentRow) {
    return viewOf({ agent, tokens: await agents.liveTokens(agent.id) })
  }

  type Id = RouteRequest<unknown, unknown>['id']

  async function ownAgent(id: Id, member: Member): Promise<AgentRow | Refusal> {
    const agent = await agentOf(id, member)
    if (isRefusal(agent) || agent.standing !== 'archived') return agent
    return refuse('archived', 'this agent is archived; nothing about it changes any more')
  }

  async function agentOf(id: Id, member: Member): Promise<AgentRow | Refusal> {
    const agent = await anyAgent(id)
    if (isRefusal(agent) || agent.ownerId === member.id) return agent
    return refuse('forbidden', 'this agent belongs to someone else')
  }

  async function anyAgent(id: Id): Promise<AgentRow | Refusal> {
    return (await agents.find(id)) ?? refuse('not_found', 'there is no agent with this id')
  }
}

function viewOf({ agent, tokens }: OwnedAgent): z.infer<typeof ownAgentSchema> {
  const { id, name, persona, look, standing, standingReason, createdAt } = agent
  return {
    id,
    name,
    persona,
    look,
    standing,
    standingReason,
    createdAt: createdAt.getTime(),
    tokens: tokens.map((token) => ({ id: token.id, label: token.label, createdAt: token.createdAt.getTime() })),
  }
}
