import { positionOf, type Resident } from '#client/state/resident.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { PlaceKind } from '#world/town-map'

/** Somebody in view who begins to speak, or who comes in somewhere; `pan` from -1, left, to 1, right. */
export type Heard = { what: 'voice' | 'door'; look: number; pan: number }

const leapMsMax = 4_000
const outdoors: ReadonlySet<PlaceKind> = new Set<PlaceKind>(['square', 'board', 'market', 'garden'])

/**
 * Listens to the people in view. Each call answers what has begun since the last one; nothing where time has leapt, as
 * when somebody goes to another moment of the past.
 */
export function createEars(store: Store) {
  let known = new Map<AgentId, Pick<Resident, 'saidAt' | 'place'>>()
  let heardAt: Millis | undefined
  return { listen }

  function listen(moment: Millis): Heard[] {
    const before = known
    const sinceMs = heardAt === undefined ? Infinity : moment - heardAt
    known = new Map()
    heardAt = moment
    const heard: Heard[] = []
    for (const [id, signal] of store.residents) {
      const resident = signal.peek()
      // What is not yet drawn is not yet heard.
      const saidAt = resident.saidAt <= moment ? resident.saidAt : (before.get(id)?.saidAt ?? 0)
      known.set(id, { saidAt, place: resident.place })
      const old = before.get(id)
      if (old === undefined || sinceMs < 0 || sinceMs > leapMsMax) continue
      if (saidAt > old.saidAt && resident.said !== '') hear('voice', resident)
      if (resident.place !== old.place && hasDoor(resident.place)) hear('door', resident)
    }
    return heard

    function hear(what: Heard['what'], resident: Resident): void {
      const pan = panOf(store, positionOf(resident, moment))
      if (pan !== undefined) heard.push({ what, look: resident.look, pan })
    }
  }

  function hasDoor(place: string): boolean {
    const kind = store.town.peek()?.map.places.get(place as never)?.kind
    return kind !== undefined && !outdoors.has(kind)
  }
}

/** From which side something at a tile is heard; undefined when it is out of view. */
export function panOf(store: Store, tile: { x: number; y: number }): number | undefined {
  const { x, y, width, height } = store.seen.peek()
  const across = (tile.x + 0.5 - x) / width
  const down = (tile.y + 0.5 - y) / height
  if (!(across >= 0 && across <= 1 && down >= 0 && down <= 1)) return undefined
  return (across * 2 - 1) * 0.7
}
