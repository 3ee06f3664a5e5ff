import type { PlaceId } from '#kernel/ids'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Millis } from '#kernel/time'
import type { Move } from '#messages/village'
import { isInside, isOpen, sameTile, type Tile } from '#world/grid'
import type { Place } from '#world/town-map'
import { isIn } from '#world/town-map'
import { joinOnward, stretchOn } from '#world/walk'
import { restOf, type Resident } from './resident.ts'
import { freeTileNear, resterOn, type Town } from './town.ts'

/** A walk that can begin: its tiles from the stretch being walked, when that began, and what it is for. */
export type MoveDecision = { status: 'walk'; tiles: Tile[]; startedAt: Millis; goal: PlaceId | '' } | Refusal

/** Decides whether and how a resident can go where it wants to. Pure: reserves nothing. */
export function decideMove(town: Town, resident: Resident, move: Move, now: Millis): MoveDecision {
  const stretch = stretchOn(resident.route, resident.walk, now)
  const target = decideTarget(town, resident, move, stretch.ahead)
  if (target.status === 'refused') return target
  const onward = town.findPath(stretch.ahead, target.tile)
  if (onward === undefined) return refuse('unreachable', `there is no way to ${at(target.tile)}`)
  return { status: 'walk', tiles: joinOnward(stretch, onward), startedAt: stretch.leftAt, goal: target.goal }
}

type Target = { status: 'target'; tile: Tile; goal: PlaceId | '' } | Refusal

function decideTarget(town: Town, resident: Resident, move: Move, here: Tile): Target {
  if (move.place !== undefined) return placeTarget(town, resident, move.place)
  if (move.agent !== undefined) return agentTarget(town, resident, move.agent)
  if (move.dx !== undefined) return tileTarget(town, resident, { x: here.x + move.dx, y: here.y + move.dy! })
  return tileTarget(town, resident, { x: move.x!, y: move.y! })
}

function tileTarget(town: Town, resident: Resident, tile: Tile): Target {
  const { grid } = town.map
  if (!isInside(grid, tile)) {
    const size = `columns 0 to ${grid.width - 1} and rows 0 to ${grid.height - 1}`
    return refuse('outside_map', `${at(tile)} is outside the map, expected ${size}`)
  }
  if (!isOpen(grid, tile)) return refuse('blocked', `${at(tile)} is blocked: nobody can stand there`)
  const rester = resterOn(town, tile)
  if (rester !== undefined && rester !== resident.id) {
    return refuse('tile_taken', `${at(tile)} is taken by ${town.residents.get(rester)!.name}`)
  }
  return { status: 'target', tile, goal: '' }
}

function placeTarget(town: Town, resident: Resident, id: PlaceId): Target {
  const place = town.map.places.get(id)
  if (place === undefined) {
    return refuse(
      'unknown_place',
      `there is no place "${id}", expected one of ${[...town.map.places.keys()].join(', ')}`,
    )
  }
  const tile = spotOf(town, resident, place) ?? freeTileNear(town, place.entrance, resident.id)
  return tile === undefined ? fullAround(place.name) : { status: 'target', tile, goal: id }
}

// Who is there already stays; others spread over the free spots, each agent preferring its own.
function spotOf(town: Town, resident: Resident, place: Place): Tile | undefined {
  if (isIn(place, restOf(resident))) return restOf(resident)
  const free = place.spots.filter((spot) => resterOn(town, spot) === undefined)
  return free[resident.state.look % Math.max(1, free.length)]
}

function agentTarget(town: Town, resident: Resident, id: Resident['id']): Target {
  const other = town.residents.get(id)
  if (other === undefined) return refuse('no_one_there', `no agent ${id} is in the village`)
  if (other === resident) return refuse('invalid', 'expected another agent, not oneself')
  const tile = freeTileNear(town, restOf(other), resident.id)
  return tile === undefined ? fullAround(other.name) : { status: 'target', tile, goal: '' }
}

function fullAround(name: string): Refusal {
  return refuse('tile_taken', `every tile around ${name} is taken`)
}

function at(tile: Tile): string {
  return `column ${tile.x}, row ${tile.y}`
}

/** Decides the shortest walk that ends: the next tile if it is free, or a free one near by. */
export function decideStop(town: Town, resident: Resident, now: Millis): MoveDecision {
  const stretch = stretchOn(resident.route, resident.walk, now)
  if (sameTile(stretch.ahead, restOf(resident)))
    return { status: 'walk', tiles: [restOf(resident)], startedAt: now, goal: '' }
  const tile = freeTileNear(town, stretch.ahead, resident.id)
  if (tile === undefined) return fullAround(resident.name)
  return decideMove(town, resident, { x: tile.x, y: tile.y }, now)
}
