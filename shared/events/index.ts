import type { FeedPosition } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { AgentsEvents } from './agents.ts'
import type { AttestationEvents } from './attestation.ts'
import type { BoardEvents } from './board.ts'
import type { CompetitorsEvents } from './competitors.ts'
import type { EconomyEvents, PaymentsEvents } from './economy.ts'
import type { LedgerEvents } from './ledger.ts'
import type { MatchesEvents } from './matches.ts'
import type { VillageEvents } from './village.ts'

/** Every event of the product: its type and what it carries. */
export type Events = AgentsEvents &
  AttestationEvents &
  BoardEvents &
  CompetitorsEvents &
  LedgerEvents &
  MatchesEvents &
  VillageEvents &
  EconomyEvents &
  PaymentsEvents
export type EventType = keyof Events

/** A fact about to be written: it becomes an event when its transaction commits. */
export type Fact = { [Type in EventType]: { type: Type; payload: Events[Type] } }[EventType]

/** A fact that has happened: its place in the feed, and when its transaction wrote it. */
export type FeedEvent = Fact & { position: FeedPosition; at: Millis }

/** What happens in the open: everyone is told of it, at once and later. The rest is for rooms and audits. */
export const publicTypes = [
  'agents.created',
  'village.arrived',
  'village.left',
  'village.said',
  'village.thought',
  'village.emoted',
  'village.entered',
  'village.exited',
  'village.used',
  'village.conversation_joined',
  'village.conversation_left',
  'economy.rewarded',
  'economy.penalized',
] as const satisfies readonly EventType[]
export type PublicType = (typeof publicTypes)[number]
export type PublicEvent = Extract<FeedEvent, { type: PublicType }>

/** Whether spectators and other agents may see an event. */
export function isPublic(event: FeedEvent): event is PublicEvent {
  return (publicTypes as readonly EventType[]).includes(event.type)
}

/** An event as everyone is told of it, on /ws/world and by GET /api/news. */
export type WorldEvent = {
  [Type in PublicType]: { type: Type; at: Millis; position: FeedPosition } & Events[Type]
}[PublicType]

/** Writes an event as everyone is told of it. */
export function toWorldEvent({ type, at, position, payload }: PublicEvent): WorldEvent {
  return { type, at, position, ...payload } as WorldEvent
}
