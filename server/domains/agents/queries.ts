import type { AgentId } from '#kernel/ids'
import type { Storage } from '#platform/database'
import { nameKeyOf } from './service.ts'
import * as store from './store.ts'
import type { AgentRow, TokenRow } from './tables.ts'

/** Reads from the registry. These throw when the database is away. */
export function createAgentQueries({ database }: Storage) {
  const tx = database.manager
  return {
    all: (): Promise<AgentRow[]> => store.allAgents(tx),
    byId: (id: AgentId): Promise<AgentRow | null> => store.agentById(tx, id),
    byIds: (ids: AgentId[]): Promise<AgentRow[]> => store.agentsByIds(tx, ids),
    byName: (name: string): Promise<AgentRow | null> => store.agentByName(tx, nameKeyOf(name)),
    liveTokens: (id: AgentId): Promise<TokenRow[]> => store.liveTokens(tx, id),
  }
}

export type AgentQueries = ReturnType<typeof createAgentQueries>
