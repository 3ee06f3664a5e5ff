import type { AgentId } from '#kernel/ids'
import type { Clock } from '#platform/clock'
import type { Storage } from '#platform/database'
import type { VillageObserver } from './notices.ts'
import type { PresenceFacts } from './presence-facts.ts'
import type { SavedWalk } from './saved.ts'
import type { Town } from './town.ts'

/** What the parts of the village share. `departed` are those who left since the last save, and where they stood. */
export type VillageContext = {
  town: Town
  clock: Clock
  storage: Storage
  facts: PresenceFacts
  observer: VillageObserver
  departed: Map<AgentId, SavedWalk>
}
