import type { AgentId } from '#kernel/ids'
import type { Millis, TownCalendar } from '#kernel/time'
import type { AgentFields } from './agent-fields.ts'

/** The whole village as it is on joining; moments are milliseconds since `epoch`. */
export type VillageSnapshot = TownCalendar & { epoch: Millis; agents: AgentFields[] }

/** What one patch of the room changed: agents that are new or different, and the ids of those that are gone. */
export type VillagePatch = { changed: AgentFields[]; left: AgentId[] }

/** Hears of the village, in order: opened, then patches, then closed; and so on with the next stay. */
export type VillageListener = {
  opened(snapshot: VillageSnapshot): void
  patched(patch: VillagePatch): void
  closed(): void
  /** An attempt to join came to nothing; another one follows. */
  notOpened(): void
  /** A better estimate of the server's clock: what to add to the page's `performance.now()`. */
  clockSet(offsetMs: Millis): void
}
