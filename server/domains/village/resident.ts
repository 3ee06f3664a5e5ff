import type { AgentId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { type Refusal, refuse } from '#kernel/refusal'
import type { Millis } from '#kernel/time'
import type { Standing } from '#messages/agents'
import type { Heard } from '#messages/views'
import type { AgentState } from '#state/village'
import type { Tile } from '#world/grid'
import type { Route } from '#world/route'
import { type Walk, arrivesAt, tileOn } from '#world/walk'

/** Who enters: the part of the registry's record that the village needs. */
export type Newcomer = {
  id: AgentId
  name: string
  kind: 'agent' | 'scripted'
  look: number
  standing: Standing
}

/** How an agent is connected: by a room session, by calls over HTTP, or not at present. */
export type Link =
  | { kind: 'room'; session: string; tokenId: string }
  | { kind: 'calls'; lastAt: Millis }
  | { kind: 'none'; since: Millis }

/** Someone in the village: the state that everyone sees, and what only the server knows. */
export type Resident = {
  readonly id: AgentId
  name: string
  standing: Standing
  readonly state: AgentState
  walk: Walk
  route: Route
  /** Whether the end of the walk has been announced. */
  resting: boolean
  link: Link
  heard: Heard[]
  acts: ActAllowance
}

/** A token bucket: what is left to act with, and when that was counted. */
export type ActAllowance = { left: number; at: Millis }

/** The tile a resident has reserved: where it stands or will come to rest. */
export function restOf(resident: Resident): Tile {
  return resident.route.tiles.at(-1)!
}

/** The tile where a resident counts as being now. */
export function tileNow(resident: Resident, now: Millis): Tile {
  return tileOn(resident.route, resident.walk, now)
}

export function isWalking(resident: Resident, now: Millis): boolean {
  return now < arrivesAt(resident.route, resident.walk)
}

export function fullAllowance(now: Millis): ActAllowance {
  return { left: limits.actsBurstMax, at: now }
}

/** Takes one act from an allowance, which fills up by ten a second; refuses when there is none left. */
export function takeAct(allowance: ActAllowance, now: Millis): Refusal | undefined {
  const gained = (Math.max(0, now - allowance.at) / 1000) * limits.actsPerSecondMax
  allowance.left = Math.min(limits.actsBurstMax, allowance.left + gained)
  allowance.at = now
  if (allowance.left < 1) return refuse('rate_limited', `expected at most ${limits.actsPerSecondMax} acts a second`)
  allowance.left -= 1
  return undefined
}
