import type { Millis } from '#kernel/time'
import type { Tile } from '#world/grid'
import { routeOfWalk, tileOn, type Walk } from '#world/walk'
import type { Resident } from './resident.ts'

/** A walk as it is stored; moments since the Unix epoch. */
export type SavedWalk = Walk

/** The last words and deeds as they are stored; moments since the Unix epoch. */
export type SavedDeeds = {
  said: string
  saidAt: Millis
  thought: string
  thoughtAt: Millis
  conversation: string
}

/** What is stored of a resident. Moments in the state count from `epoch`. */
export function savedOf(resident: Resident, epoch: Millis): { walk: SavedWalk; deeds: SavedDeeds } {
  const { said, saidAt, thought, thoughtAt, conversation } = resident.state
  const deeds = { said, saidAt: saidAt + epoch, thought, thoughtAt: thoughtAt + epoch, conversation }
  return { walk: resident.walk, deeds }
}

/** The tile on which a stored walk was at a moment; undefined if the record makes no sense any more. */
export function tileOfSaved(walk: SavedWalk, at: Millis): Tile | undefined {
  try {
    return tileOn(routeOfWalk(walk), walk, at)
  } catch {
    return undefined
  }
}
