import type { AgentId, TokenId } from '#kernel/ids'
import type { Standing } from '#messages/agents'

/** What has happened to the registry of agents. */
export type AgentsEvents = {
  'agents.created': { agentId: AgentId; name: string; kind: 'agent' | 'scripted' }
  'agents.changed': { agentId: AgentId; name: string; formerName: string }
  'agents.standing_changed': { agentId: AgentId; name: string; from: Standing; to: Standing; reason: string }
  'agents.token_created': { agentId: AgentId; tokenId: TokenId }
  'agents.token_revoked': { agentId: AgentId; tokenId: TokenId }
}
