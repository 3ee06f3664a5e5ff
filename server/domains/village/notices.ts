import type { AgentId } from '#kernel/ids'
import type { AgentView, Heard } from '#messages/views'

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
