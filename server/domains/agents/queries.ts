import type { AgentId, MemberId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Storage } from '#platform/database'
import { nameKeyOf } from './service.ts'
import * as store from './store.ts'
import type { AgentRow, TokenRow } from './tables.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** An agent with its live tokens. */
export type OwnedAgent = { agent: AgentRow; tokens: TokenRow[] }

/** Reads from the registry. These throw when the database is away. */
export function createAgentQueries({ database }: Storage) {
  const tx = database.manager
  return {
    /** A page of the registry, oldest first; `next` is what to ask for after it, if there is more. */
    page: async (after?: AgentId): Promise<{ agents: AgentRow[]; next: AgentId | null }> => {
      const agents = await store.agentsAfter(tx, after, limits.agentsPageMax)
      return { agents, next: agents.length === limits.agentsPageMax ? agents.at(-1)!.id : null }
    },
    byId: (id: AgentId): Promise<AgentRow | null> => store.agentById(tx, id),
    /** The agent with this id, if it is an id at all. */
    find: async (id: string): Promise<AgentRow | null> => (uuid.test(id) ? store.agentById(tx, id as AgentId) : null),
    byIds: (ids: AgentId[]): Promise<AgentRow[]> => store.agentsByIds(tx, ids),
    byName: (name: string): Promise<AgentRow | null> => store.agentByName(tx, nameKeyOf(name)),
    /** The newest agents of a member, archived ones too, each with its live tokens. */
    ownedBy: async (ownerId: MemberId): Promise<OwnedAgent[]> => {
      const agents = await store.agentsOf(tx, ownerId, limits.agentsEverPerMemberMax)
      const tokens = await store.liveTokensOf(
        tx,
        agents.map(({ id }) => id),
      )
      return agents.map((agent) => ({ agent, tokens: tokens.filter(({ agentId }) => agentId === agent.id) }))
    },
    liveTokens: (id: AgentId): Promise<TokenRow[]> => store.liveTokens(tx, id),
  }
}

export type AgentQueries = ReturnType<typeof createAgentQueries>
