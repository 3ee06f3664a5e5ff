import type { LeaveReason } from '#events/village'
import { closeCodes } from '#kernel/closing'
import type { AgentId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Millis } from '#kernel/time'
import { AgentState } from '#state/village'
import { indexOf, type Tile } from '#world/grid'
import { routeOf } from '#world/route'
import { walkTilesPerSecond } from '#world/walk'
import { fullAllowance } from './resident.ts'
import type { VillageContext } from './context.ts'
import { leaveConversation } from './conversations.ts'
import { type Link, type Newcomer, type Resident, restOf, tileNow } from './resident.ts'
import { freeTileNear, inState, noteChange, placeOn, releaseRest, standable, type Town } from './town.ts'

/** Brings someone into the village near `tile`, or refuses as `village_full`. Announces nothing. */
export function settle(
  context: VillageContext,
  newcomer: Newcomer,
  tile: Tile | undefined,
  link: Link,
): Resident | Refusal {
  const { town, clock } = context
  if (town.residents.size >= limits.residentsMax) return refuse('village_full', 'the village is full at the moment')
  const free = freeTileNear(town, standable(town, tile), newcomer.id)
  if (free === undefined) return refuse('village_full', 'there is no free place to stand')
  const resident = newResident(context, newcomer, free, link)
  town.residents.set(newcomer.id, resident)
  town.rests.set(indexOf(town.map.grid, free), newcomer.id)
  town.state.agents.set(newcomer.id, resident.state)
  noteChange(town, newcomer.id)
  resident.state.startedAt = inState(town, clock.now())
  return resident
}

function newResident({ town, clock }: VillageContext, newcomer: Newcomer, tile: Tile, link: Link): Resident {
  const { id, name, kind, look, standing } = newcomer
  const place = placeOn(town, tile)
  return {
    id,
    name,
    standing,
    state: new AgentState({
      id,
      name,
      kind,
      look,
      standing,
      x: tile.x,
      y: tile.y,
      place,
      connection: connectionOf(link),
    }),
    walk: { ...tile, path: '', startedAt: clock.now(), tilesPerSecond: walkTilesPerSecond },
    route: routeOf([tile]),
    resting: true,
    link,
    heard: [],
    acts: fullAllowance(clock.now()),
  }
}

/** Gives a resident a new connection; an older one in a room is closed and told why. */
export function relink(context: VillageContext, resident: Resident, link: Link): void {
  const older = resident.link
  if (older.kind === 'room' && link.kind === 'room' && older.session !== link.session) {
    context.observer.close(older.session, closeCodes.superseded, 'this agent connected again elsewhere')
  }
  // A call over HTTP beside a room session is the same agent at work; the session stays.
  if (older.kind !== 'room' || link.kind !== 'calls') setLink(context.town, resident, link)
}

export function setLink(town: Town, resident: Resident, link: Link): void {
  resident.link = link
  const connection = connectionOf(link)
  if (resident.state.connection === connection) return
  resident.state.connection = connection
  town.changed.add(resident.id)
}

function connectionOf(link: Link): 'here' | 'lost' {
  return link.kind === 'none' ? 'lost' : 'here'
}

export function announceArrival({ town, facts, clock }: VillageContext, resident: Resident): void {
  const { x, y } = tileNow(resident, clock.now())
  const place = placeOn(town, { x, y }) || null
  facts.push({ type: 'village.arrived', payload: { agentId: resident.id, name: resident.name, x, y, place } })
}

/** Takes a resident out of the village. Its place is kept for when it comes back. */
export function remove(context: VillageContext, resident: Resident, reason: LeaveReason): void {
  const { town, facts, departed } = context
  leaveConversation(context, resident)
  departed.set(resident.id, { ...resident.walk, x: restOf(resident).x, y: restOf(resident).y, path: '' })
  releaseRest(town, resident)
  town.residents.delete(resident.id)
  town.state.agents.delete(resident.id)
  noteChange(town, resident.id)
  facts.push({ type: 'village.left', payload: { agentId: resident.id, name: resident.name, reason } })
}

/** Finds out who has been silent for too long: calls that stopped become lost, and the lost leave in the end. */
export function ageLinks(context: VillageContext, now: Millis): void {
  for (const resident of context.town.residents.values()) {
    const { link } = resident
    if (link.kind === 'calls' && now - link.lastAt > limits.heartbeatMsMax)
      setLink(context.town, resident, { kind: 'none', since: now })
    else if (link.kind === 'none' && now - link.since > limits.lostMsMax) remove(context, resident, 'lost')
  }
}

/** The resident with this id, if it is in the village. */
export function residentOf({ town }: VillageContext, id: AgentId): Resident | Refusal {
  return town.residents.get(id) ?? refuse('not_in_village', 'this agent is not in the village at the moment')
}
