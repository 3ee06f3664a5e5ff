import type { FeedPosition } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { AgentsEvents } from './agents.ts'
import type { VillageEvents } from './village.ts'

/** Every event of the product: its type and what it carries. */
export type Events = AgentsEvents & VillageEvents
export type EventType = keyof Events

/** A fact about to be written: it becomes an event when its transaction commits. */
export type Fact = { [Type in EventType]: { type: Type; payload: Events[Type] } }[EventType]

/** A fact that has happened: its place in the feed, and when its transaction wrote it. */
export type FeedEvent = Fact & { position: FeedPosition; at: Millis }

/** Only what happens in the open is told to everyone; the rest is for rooms and audits. */
const publicPrefixes = ['village.']
const publicTypes: readonly EventType[] = ['agents.created']

/** Whether spectators and other agents may see events of this type. */
export function isPublic(type: EventType): boolean {
  return publicTypes.includes(type) || publicPrefixes.some((prefix) => type.startsWith(prefix))
}
