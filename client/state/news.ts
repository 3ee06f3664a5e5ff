import type { WorldEvent } from '#client/net/world-event.ts'
import type { AgentId, PlaceId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { Resident } from './resident.ts'
import type { Store } from './store.ts'

const newsMax = 240
const recentMax = 30

/** A line of the town's newspaper: who, and what of them; `place` is where it was. `at` counts from the Unix epoch. */
export type News = {
  key: number
  at: Millis
  agentId: AgentId
  name: string
  kind: 'words' | 'coming' | 'going' | 'visit' | 'deed' | 'meeting'
  text: string
  place: PlaceId | undefined
  /** Somebody else that the line is about. */
  other: AgentId | undefined
}

let keys = 0

/** Puts what happened on top of the news, if it is worth a line. */
export function happened(store: Store): (event: WorldEvent) => void {
  return (event) => {
    const line = newsOf(event)
    if (line !== undefined) addNews(store, [line])
  }
}

/** On arriving there is no news yet, so the last words that are known make the first. */
export function seedNews(store: Store, residents: Iterable<Resident>, epoch: Millis): void {
  if (store.news.peek().length > 0) return
  const spoken = [...residents].filter(({ said }) => said !== '').sort((a, b) => a.saidAt - b.saidAt)
  const lines = spoken.map(({ id, name, said, saidAt, place }) =>
    line({ at: saidAt + epoch, agentId: id, name }, 'words', said, (place as PlaceId) || undefined),
  )
  addNews(store, lines)
}

function addNews(store: Store, lines: readonly News[]): void {
  const known = store.news.peek()
  // Who comes in to do something has not made two lines of news, nor have two who meet.
  const kept = known.filter((old, at) => at >= recentMax || !lines.some((line) => outdates(line, old)))
  store.news.value = [...lines.toReversed(), ...kept].slice(0, newsMax)
}

function outdates(line: News, old: News): boolean {
  if (old.kind === 'meeting' && line.kind === 'meeting' && old.other === line.agentId) return true
  return old.kind === 'visit' && line.kind !== 'words' && old.agentId === line.agentId
}

function newsOf(event: WorldEvent): News | undefined {
  switch (event.type) {
    case 'village.said':
      return line(event, 'words', event.text, event.place ?? undefined)
    case 'village.arrived':
      return line(event, 'coming', 'came to town', event.place ?? undefined)
    case 'village.left':
      return line(event, 'going', event.reason === 'lost' ? 'has not been seen since' : 'left town')
    case 'village.entered':
      return line(event, 'visit', 'walked in at', event.place)
    case 'village.used':
      return line(event, 'deed', event.what === '' ? 'was busy at' : `${event.what} at`, event.place)
    case 'village.conversation_joined': {
      const other = event.members.find((id) => id !== event.agentId)
      return other === undefined ? undefined : line(event, 'meeting', 'sat down to talk with', undefined, other)
    }
    default:
      return undefined
  }
}

function line(
  { at, agentId, name }: { at: Millis; agentId: AgentId; name: string },
  kind: News['kind'],
  text: string,
  place?: PlaceId,
  other?: AgentId,
): News {
  keys += 1
  return { key: keys, at, agentId, name, kind, text, place, other }
}
