import type { AgentId } from '#kernel/ids'
import type { AgentView, Heard } from '#messages/views'
import type { Clock } from '#platform/clock'
import type { Storage } from '#platform/database'
import type { SavedWalk } from './keep.ts'
import type { PresenceFacts } from './presence-facts.ts'
import type { Town } from './town.ts'

/** What the village tells one agent's connection. The room passes it on; over HTTP it is part of what is perceived. */
export type AgentNotice =
  | { type: 'heard'; payload: Heard }
  | { type: 'arrived'; payload: { x: number; y: number; place: string | null } }
  | { type: 'conversation'; payload: { conversation: string | null; members: AgentId[] } }

/** What the village reports as it happens, without the database: walks to everyone, notices and endings to one. */
export type VillageObserver = {
  walked(agent: AgentView): void
  notice(session: string, notice: AgentNotice): void
  close(session: string, code: number, reason: string): void
}

/** What the parts of the village share. `departed` are those who left since the last save, and where they stood. */
export type VillageContext = {
  town: Town
  clock: Clock
  storage: Storage
  facts: PresenceFacts
  observer: VillageObserver
  departed: Map<AgentId, SavedWalk>
}
