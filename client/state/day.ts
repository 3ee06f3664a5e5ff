import type { PlaceId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { AgentChange, AgentRecord, History } from '#messages/history'
import type { Tile } from '#world/grid'
import { routeOfWalk, type Walk } from '#world/walk'
import type { Saying } from './resident.ts'

/** Somebody came to a place at a moment, since the Unix epoch. */
export type Visit = { place: PlaceId; at: Millis }

/** What one agent did in a stretch of time, oldest first; moments count from the Unix epoch. */
export type Deeds = { walks: Walk[]; visits: Visit[]; sayings: Saying[] }

/** Reads what an agent did out of a stretch of its history; what it did last before that comes first. */
export function deedsIn({ keyframe, deltas }: History): Deeds {
  const deeds: Deeds = { walks: [], visits: [], sayings: [] }
  let known: AgentChange | undefined
  for (const agent of keyframe.agents) note(agent, keyframe.at)
  for (const { at, changed, left } of deltas) {
    for (const change of changed) note(change, at)
    if (left.length > 0) known = undefined
  }
  return deeds

  function note(change: AgentChange, at: Millis): void {
    const before = known
    known = { ...known, ...change }
    const { x, y, path, startedAt, tilesPerSecond, place, said, saidAt, thought, thoughtAt } = known as AgentRecord
    if (startedAt !== before?.startedAt || path !== before?.path)
      deeds.walks.push({ x, y, path, startedAt, tilesPerSecond })
    if (place !== '' && place !== before?.place) deeds.visits.push({ place: place as PlaceId, at })
    if (said !== '' && saidAt !== before?.saidAt) deeds.sayings.push({ kind: 'said', text: said, at: saidAt })
    if (thought !== '' && thoughtAt !== before?.thoughtAt)
      deeds.sayings.push({ kind: 'thought', text: thought, at: thoughtAt })
  }
}

/** The tiles that walks, oldest first, have led over since a moment, each once, without the last walk. */
export function tilesOf(walks: readonly Walk[], from: Millis): Tile[] {
  const tiles = new Map<number, Tile>()
  for (let at = 1; at < walks.length; at++)
    for (const tile of tilesBetween(walks[at - 1]!, from, walks[at]!.startedAt))
      tiles.set(tile.y * 65_536 + tile.x, tile)
  return [...tiles.values()]
}

function tilesBetween(walk: Walk, from: Millis, until: Millis): readonly Tile[] {
  const { tiles, lengths } = routeOfWalk(walk)
  const walkedAt = (moment: Millis) => ((moment - walk.startedAt) / 1000) * walk.tilesPerSecond
  const [first, last] = [walkedAt(from), walkedAt(until)]
  return tiles.filter((_, at) => lengths[at]! >= first && lengths[at]! <= last)
}

/** Visits in a row to one place are one. */
export function withoutRepeats(visits: readonly Visit[]): Visit[] {
  return visits.filter(({ place }, at) => place !== visits[at - 1]?.place)
}
