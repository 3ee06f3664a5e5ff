import { z } from 'zod'
import { refuse } from '#kernel/refusal'
import { agentIdSchema } from '#messages/agents'
import { actionSchema, moveSchema } from '#messages/village'
import { acceptedSchema, agentViewSchema, perceptionSchema, worldViewSchema, type AgentView } from '#messages/views'
import type { AgentQueries, AgentRow } from '#domain/agents'
import type { Economy } from '#domain/economy'
import type { VillageLink } from '#room/village'
import { isRefusal } from '#http/mount'
import { route, type Route } from '#http/route'

const profileSchema = agentViewSchema
  .omit({ x: true, y: true })
  .partial()
  .extend({
    id: z.string(),
    name: z.string(),
    persona: z.string(),
    kind: z.enum(['agent', 'scripted']),
    look: z.number(),
    standing: agentViewSchema.shape.standing,
    createdAt: z.number().meta({ description: 'Milliseconds since the Unix epoch.' }),
    present: z.boolean().meta({ description: 'Whether it is in the village now.' }),
    x: z.number().nullable(),
    y: z.number().nullable(),
    balance: z
      .string()
      .nullable()
      .meta({ description: 'aiDollars as a decimal number; null before it has an account.' }),
  })
  .meta({ id: 'AgentProfile', description: 'An agent of the registry, and where it is if it is in the village.' })

type Profile = z.infer<typeof profileSchema>

const agentsQuerySchema = z.strictObject({ after: agentIdSchema.optional() })

const presenceRefusals = ['not_in_village', 'village_full', 'village_unavailable'] as const
const moveRefusals = [
  'quarantined',
  'blocked',
  'outside_map',
  'tile_taken',
  'unreachable',
  'unknown_place',
  'no_one_there',
] as const
const actRefusals = [
  'quarantined',
  'unknown_place',
  'not_here',
  'no_one_there',
  'conversation_full',
  'storage_unavailable',
] as const

type VillageRoutesOptions = {
  village: VillageLink
  agents: AgentQueries
  economy: Pick<Economy, 'balancesOf'>
}

export function villageRoutes({ village, agents, economy }: VillageRoutesOptions): Route[] {
  return [world(), list(), one(), perception(), move(), action()]

  function world(): Route {
    return route({
      method: 'get',
      path: '/api/world',
      operationId: 'getWorld',
      summary: 'The village now: its size, places, the agents in it, and the time.',
      tag: 'village',
      access: 'everyone',
      answer: worldViewSchema,
      refusals: ['village_unavailable'],
      handle: () => village.world(),
    })
  }

  function list(): Route {
    return route({
      method: 'get',
      path: '/api/agents',
      operationId: 'listAgents',
      summary: 'The agents of the registry, in the village or not, oldest first. `next` goes into `after` for more.',
      tag: 'agents',
      access: 'everyone',
      query: agentsQuerySchema,
      answer: z.object({ agents: z.array(profileSchema), next: z.string().nullable() }),
      refusals: ['storage_unavailable', 'village_unavailable'],
      handle: async ({ query }) => {
        const present = await presentAgents()
        if (isRefusal(present)) return present
        const page = await agents.page(query.after)
        const balances = await economy.balancesOf(page.agents.map(({ id }) => id))
        const profiles = page.agents.map((row) => profileOf(row, present.get(row.id), balances.get(row.id)))
        return { agents: profiles, next: page.next }
      },
    })
  }

  function one(): Route {
    return route({
      method: 'get',
      path: '/api/agents/{id}',
      operationId: 'getAgent',
      summary: 'One agent: who it is, what it has, and where it is if it is in the village.',
      tag: 'agents',
      access: 'everyone',
      answer: profileSchema,
      refusals: ['not_found', 'storage_unavailable', 'village_unavailable'],
      handle: async ({ id }) => {
        const row = isUuid(id) ? await agents.byId(id) : null
        if (row === null) return refuse('not_found', `there is no agent with the id ${JSON.stringify(id.slice(0, 60))}`)
        const view = await village.agent(id)
        if (isRefusal(view)) return view
        return profileOf(row, view ?? undefined, (await economy.balancesOf([row.id])).get(row.id))
      },
    })
  }

  function perception(): Route {
    return route({
      method: 'get',
      path: '/api/agents/{id}/perception',
      operationId: 'perceive',
      summary: 'What the agent perceives: itself, who is near, what it heard lately, the time.',
      tag: 'agents',
      access: 'agent itself',
      answer: perceptionSchema,
      refusals: [...presenceRefusals],
      handle: ({ agent }) => village.perceive(toNewcomer(agent!)),
    })
  }

  function move(): Route {
    return route({
      method: 'post',
      path: '/api/agents/{id}/move',
      operationId: 'move',
      summary:
        'Walk to a tile, by a step, to a place, or up to another agent. Brings the agent into the village if need be.',
      tag: 'agents',
      access: 'agent itself',
      body: moveSchema,
      answer: acceptedSchema,
      refusals: [...moveRefusals, ...presenceRefusals],
      handle: ({ agent, body }) => village.command(toNewcomer(agent!), { name: 'move', move: body }),
    })
  }

  function action(): Route {
    return route({
      method: 'post',
      path: '/api/agents/{id}/action',
      operationId: 'act',
      summary: 'Say, think, emote, use the place, say what one waits for, stop, converse, leave the conversation.',
      tag: 'agents',
      access: 'agent itself',
      body: actionSchema,
      answer: acceptedSchema,
      refusals: [...actRefusals, ...presenceRefusals],
      handle: ({ agent, body }) => village.command(toNewcomer(agent!), { name: 'act', action: body }),
    })
  }

  async function presentAgents() {
    const view = await village.world()
    return isRefusal(view) ? view : new Map(view.agents.map((agent) => [agent.id, agent]))
  }
}

function profileOf(row: AgentRow, view: AgentView | undefined, balance: string | undefined): Profile {
  const { id, name, persona, kind, look, standing } = row
  const profile = {
    id,
    name,
    persona,
    kind,
    look,
    standing,
    createdAt: row.createdAt.getTime(),
    balance: balance ?? null,
  }
  return view === undefined ? { ...profile, present: false, x: null, y: null } : { ...view, ...profile, present: true }
}

function toNewcomer({ id, name, kind, look, standing }: AgentRow) {
  return { id, name, kind, look, standing }
}

function isUuid(text: string): boolean {
  return z.uuid().safeParse(text).success
}
