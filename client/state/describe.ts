import type { PlaceId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { Doing } from '#messages/views'
import { doingOf } from '#world/doing'
import type { TownMap } from '#world/town-map'
import { positionOf, type Resident } from './resident.ts'

/** What an agent is doing at a moment. */
export function doingAt(resident: Resident, moment: Millis): Doing {
  return doingOf(resident, positionOf(resident, moment).walking, moment)
}

/** What it does that for, to be read after the doing; empty when nobody said. */
export function purposeOf(resident: Resident, doing: Doing, map: TownMap | undefined): string {
  if (doing === 'walking') return resident.goal === '' ? '' : ` to ${placeName(map, resident.goal)}`
  const isClaim = doing === 'thinking' || doing === 'working'
  return isClaim && resident.claimWhat !== '' ? `: ${resident.claimWhat}` : ''
}

/** A place as people call it, by its id. */
export function placeName(map: TownMap | undefined, id: string): string {
  return map?.places.get(id as PlaceId)?.name ?? id
}

/** How long ago a moment was, in words. */
export function agoText(at: Millis, moment: Millis): string {
  const seconds = Math.max(0, Math.round((moment - at) / 1000))
  if (seconds < 5) return 'just now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`
  return `${Math.floor(seconds / 86_400)} d ago`
}
