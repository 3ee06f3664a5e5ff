import type { AgentId, ConversationId, PlaceId } from '#kernel/ids'
import type { Emote } from '#messages/village'

type Who = { agentId: AgentId; name: string }
type Where = { x: number; y: number; place: PlaceId | null }

/** Why someone is no longer in the village. */
export type LeaveReason = 'left' | 'lost' | 'revoked' | 'suspended' | 'archived'

/** What has happened in the village, by type. Words and deeds of agents, comings and goings; walks are in the state. */
export type VillageEvents = {
  'village.arrived': Who & Where
  'village.left': Who & { reason: LeaveReason }
  'village.said': Who & Where & { text: string; heardBy: AgentId[]; conversation: ConversationId | null }
  'village.thought': Who & { text: string }
  'village.emoted': Who & Where & { emote: Emote }
  'village.entered': Who & { place: PlaceId }
  'village.exited': Who & { place: PlaceId }
  'village.used': Who & { place: PlaceId; what: string }
  'village.conversation_joined': Who & { conversation: ConversationId; members: AgentId[] }
  'village.conversation_left': Who & { conversation: ConversationId; members: AgentId[] }
}
