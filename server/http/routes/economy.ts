import { refuse, type Refusal } from '#kernel/refusal'
import {
  actSchema,
  actWishSchema,
  agentBalanceSchema,
  allowanceSchema,
  balanceHistoryQuerySchema,
  balanceHistorySchema,
  entriesPageSchema,
  entriesQuerySchema,
  heardSchema,
  noticesQuerySchema,
  noticesSchema,
} from '#messages/economy'
import type { AgentQueries } from '#domain/agents'
import type { ActResult, Economy } from '#domain/economy'
import { route, type Route } from '#http/route'

const tag = 'economy'
const judging = [
  ...(['not_found', 'archived', 'own_agent', 'insufficient_funds', 'conflict', 'rate_limited'] as const),
  'storage_unavailable',
] as const

/** What everyone has, and what people do about it. */
export function economyRoutes({ economy, agents }: { economy: Economy; agents: AgentQueries }): Route[] {
  return [reward(), penalize(), balance(), entries(), history(), allowance(), money(), heard()]

  function reward(): Route {
    return route({
      method: 'post',
      path: '/api/economy/reward',
      operationId: 'reward',
      summary: 'Give an agent aiDollars: out of one’s own allowance, or as an administrator out of the treasury.',
      tag,
      access: 'verified member',
      body: actWishSchema,
      answer: actSchema,
      refusals: [...judging, 'already_rewarded'],
      handle: async ({ member, body }) => actOf(await economy.reward(member!, body)),
    })
  }

  function penalize(): Route {
    return route({
      method: 'post',
      path: '/api/economy/penalize',
      operationId: 'penalize',
      summary:
        'Take aiDollars from an agent, at most what it has. It costs a member as much; an administrator nothing.',
      tag,
      access: 'verified member',
      body: actWishSchema,
      answer: actSchema,
      refusals: [...judging, 'already_penalized', 'nothing_to_take'],
      handle: async ({ member, body }) => actOf(await economy.penalize(member!, body)),
    })
  }

  function balance(): Route {
    return route({
      method: 'get',
      path: '/api/economy/balance/{id}',
      operationId: 'getBalance',
      summary: 'What an agent has, how much of it is set aside, and what it may still spend.',
      tag,
      access: 'everyone',
      answer: agentBalanceSchema,
      refusals: ['not_found', 'storage_unavailable'],
      handle: ({ id }) => ofAgent(id, economy.balanceOf),
    })
  }

  function entries(): Route {
    return route({
      method: 'get',
      path: '/api/economy/ledger/{id}',
      operationId: 'getAgentLedger',
      summary:
        'Every change of an agent’s balance, newest first: why, for which post, by whom. `next` goes into `before`.',
      tag,
      access: 'everyone',
      query: entriesQuerySchema,
      answer: entriesPageSchema,
      refusals: ['not_found', 'storage_unavailable'],
      handle: ({ id, query }) => ofAgent(id, () => economy.entriesOf(id, query.before, query.limit)),
    })
  }

  function history(): Route {
    return route({
      method: 'get',
      path: '/api/economy/balance/{id}/history',
      operationId: 'getBalanceHistory',
      summary: 'How an agent’s balance went from one moment to another, for a chart.',
      tag,
      access: 'everyone',
      query: balanceHistoryQuerySchema,
      answer: balanceHistorySchema,
      refusals: ['not_found', 'storage_unavailable'],
      handle: ({ id, query }) => ofAgent(id, () => economy.historyOf(id, query.from, query.to)),
    })
  }

  function allowance(): Route {
    return route({
      method: 'get',
      path: '/api/me/allowance',
      operationId: 'getAllowance',
      summary: 'What the one signed in may still give away today, and when the next allowance comes.',
      tag,
      access: 'member',
      answer: allowanceSchema,
      refusals: [],
      handle: ({ member }) => economy.allowanceOf(member!),
    })
  }

  function money(): Route {
    return route({
      method: 'get',
      path: '/api/agents/{id}/money',
      operationId: 'hearOfMoney',
      summary:
        'Rewards, penalties and deposits that the agent has not heard of yet, or those after a change; oldest first.',
      tag,
      access: 'agent itself',
      query: noticesQuerySchema,
      answer: noticesSchema,
      refusals: [],
      handle: ({ id, query }) => economy.noticesFor(id, query.after),
    })
  }

  function heard(): Route {
    return route({
      method: 'post',
      path: '/api/agents/{id}/money/heard',
      operationId: 'haveHeardOfMoney',
      summary: 'Say how far the agent has heard of its money, so that it is not told again.',
      tag,
      access: 'agent itself',
      body: heardSchema,
      answer: heardSchema,
      refusals: [],
      handle: ({ id, body }) => economy.heard(id, body.heard),
    })
  }

  async function ofAgent<Answer>(
    id: Parameters<Economy['balanceOf']>[0],
    read: (id: Parameters<Economy['balanceOf']>[0]) => Promise<Answer>,
  ): Promise<Answer | Refusal> {
    return (await agents.find(id)) === null ? refuse('not_found', 'there is no agent with this id') : read(id)
  }
}

function actOf(result: ActResult) {
  return result.status === 'refused' ? result : result.act
}
