import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Town } from '#client/net/town.ts'
import type { AgentId, PlaceId } from '#kernel/ids'
import type { Millis, TownCalendar } from '#kernel/time'
import type { Tile } from '#world/grid'
import type { News } from './news.ts'
import type { Resident } from './resident.ts'

/** How the viewer stands with the village; `reconnecting` means that it was live before. */
export type Status = 'loading' | 'live' | 'reconnecting'

/** A rectangle of the town, in tiles. */
export type Area = { x: number; y: number; width: number; height: number }

/** How it stands with the room; `unreachable` means that no attempt to join has come through yet. */
export type Connection = 'joining' | 'unreachable' | 'joined' | 'lost'

/** Everything that the scene and the panels show. They read it; what changes it is in this folder. */
export type Store = {
  connection: Signal<Connection>
  status: ReadonlySignal<Status>
  /** Why the town can't be shown yet, for a person; empty when nothing is wrong. */
  trouble: Signal<string>
  town: Signal<Town | undefined>
  /** Moments of agents are milliseconds since `epoch`; `dayMs` is the length of a town day, 0 while unknown. */
  village: Signal<TownCalendar & { epoch: Millis }>
  /** What to add to `performance.now()` for the server's time in milliseconds since the Unix epoch. */
  clockOffsetMs: Signal<Millis>
  /** Every agent by id. Who is in it changes together with `roster`. */
  residents: Map<AgentId, Signal<Resident>>
  /** The ids of all agents, by name. */
  roster: Signal<readonly AgentId[]>
  /** The moment that is shown, once a second, for what need not change every frame. */
  second: Signal<Millis>
  selected: Signal<AgentId | undefined>
  /** The place whose panel is open; never together with `selected`. */
  place: Signal<PlaceId | undefined>
  /** The persona of the selected agent; empty until it is known. */
  persona: Signal<string>
  /** What happened lately, the newest first. */
  news: Signal<readonly News[]>
  /** The part of the town that is in view, in tiles. */
  seen: Signal<Area>
  /** Where the view is to go next; the scene takes it away again. */
  wish: Signal<Tile | undefined>
  following: Signal<boolean>
  zoom: Signal<number>
}

export function createStore(): Store {
  const connection = signal<Connection>('joining')
  const town = signal<Town | undefined>(undefined)
  return {
    connection,
    status: computed(() => statusOf(connection.value, town.value !== undefined)),
    trouble: signal(''),
    town,
    village: signal({ epoch: 0, foundedAt: 0, dayMs: 0 }),
    clockOffsetMs: signal(performance.timeOrigin),
    residents: new Map(),
    roster: signal([]),
    second: signal(0),
    selected: signal(undefined),
    place: signal(undefined),
    persona: signal(''),
    news: signal([]),
    seen: signal({ x: 0, y: 0, width: 0, height: 0 }),
    wish: signal(undefined),
    following: signal(false),
    zoom: signal(zoomAtFirst),
  }
}

export const zoomMin = 1
export const zoomMax = 6
const zoomAtFirst = 2

function statusOf(connection: Connection, hasTown: boolean): Status {
  if (connection === 'lost') return 'reconnecting'
  return connection === 'joined' && hasTown ? 'live' : 'loading'
}
