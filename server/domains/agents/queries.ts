import type { AgentId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Storage } from '#platform/database'
import { nameKeyOf } from './service.ts'
import * as store from './store.ts'
import type { AgentRow, TokenRow } from './tables.ts'

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
    byIds: (ids: AgentId[]): Promise<AgentRow[]> => store.agentsByIds(tx, ids),
    byName: (name: string): Promise<AgentRow | null> => store.agentByName(tx, nameKeyOf(name)),
    liveTokens: (id: AgentId): Promise<TokenRow[]> => store.liveTokens(tx, id),
  }
}

export type AgentQueries = ReturnType<typeof createAgentQueries>
