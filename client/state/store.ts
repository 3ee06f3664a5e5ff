import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Town } from '#client/net/town.ts'
import type { AgentId, PlaceId } from '#kernel/ids'
import type { Millis, TownCalendar } from '#kernel/time'
import type { Tile } from '#world/grid'
import type { Biography } from './biography.ts'
import { createMoney, type Money } from './money.ts'
import { createPaper, type Paper } from './paper.ts'
import type { Me } from './me.ts'
import type { Opened } from './pages.ts'
import type { Resident } from './resident.ts'
import type { Showing } from './showing.ts'

/** What the viewer shows: the village live or as it was; `reconnecting` means that it was live before. */
export type Status = 'loading' | 'live' | 'past' | 'reconnecting'

/** How it stands with what is kept of the past moment that is shown; `missing` means that nothing is. */
export type Kept = 'loading' | 'there' | 'missing' | 'failed'

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
  showing: Signal<Showing>
  /** The moment of the past that is drawn, since the Unix epoch. */
  head: Signal<Millis>
  kept: Signal<Kept>
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
  /** The day of the selected agent; undefined while nobody is selected. */
  biography: Signal<Biography | undefined>
  /** The news of the town, and of the place whose panel is open. */
  news: Paper
  placeNews: Paper
  /** What is heard of aiDollars that agents get and lose. */
  money: Money
  /** The part of the town that is in view, in tiles. */
  seen: Signal<Area>
  /** Where the view is to go next; the scene takes it away again. */
  wish: Signal<Tile | undefined>
  /** How many posts on the bulletin board are open to everyone. */
  openPosts: Signal<number>
  /** What is open in the drawer. */
  opened: Signal<Opened | undefined>
  /** Who is signed in; null for nobody, undefined while that is not known. */
  me: Signal<Me | null | undefined>
  following: Signal<boolean>
  zoom: Signal<number>
}

export function createStore(): Store {
  const connection = signal<Connection>('joining')
  const town = signal<Town | undefined>(undefined)
  const showing = signal<Showing>({ time: 'live' })
  return {
    connection,
    status: computed(() => statusOf(connection.value, town.value !== undefined, showing.value.time)),
    showing,
    head: signal(0),
    kept: signal('there'),
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
    biography: signal(undefined),
    news: createPaper(),
    placeNews: createPaper(),
    money: createMoney(),
    seen: signal({ x: 0, y: 0, width: 0, height: 0 }),
    wish: signal(undefined),
    openPosts: signal(0),
    opened: signal(undefined),
    me: signal(undefined),
    following: signal(false),
    zoom: signal(zoomAtFirst),
  }
}

export const zoomMin = 1
export const zoomMax = 6
const zoomAtFirst = 2

function statusOf(connection: Connection, hasTown: boolean, time: Showing['time']): Status {
  const wasJoined = connection === 'joined' || connection === 'lost'
  if (!wasJoined || !hasTown) return 'loading'
  if (time === 'past') return 'past'
  return connection === 'lost' ? 'reconnecting' : 'live'
}
