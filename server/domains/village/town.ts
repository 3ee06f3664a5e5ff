import type { AgentId, PlaceId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Millis } from '#kernel/time'
import { type AgentState, VillageState } from '#state/village'
import { createPathFinder } from '#world/find-path'
import { distanceTiles, indexOf, isOpen, tilesAround, type Tile } from '#world/grid'
import { encodePath, routeOf } from '#world/route'
import type { TownMap } from '#world/town-map'
import { placeAt } from '#world/town-map'
import { walkTilesPerSecond } from '#world/walk'
import { restOf, tileNow, type Resident } from './resident.ts'

/** The village in memory: the state that everyone sees, who is in it, and which tiles are reserved to rest on. */
export type Town = {
  readonly map: TownMap
  readonly state: VillageState
  readonly residents: Map<AgentId, Resident>
  readonly rests: Map<number, AgentId>
  /** Residents whose stored record is older than they are. */
  readonly unsaved: Set<AgentId>
  /** Residents of whom something that everyone sees has changed since `takeChanges`, and who has left since. */
  readonly changed: Set<AgentId>
  readonly findPath: (from: Tile, to: Tile) => Tile[] | undefined
}

export function createTown(map: TownMap, epoch: Millis, dayMs: Millis): Town {
  const state = new VillageState({ epoch, dayMs })
  const findPath = createPathFinder(map.grid)
  return { map, state, residents: new Map(), rests: new Map(), unsaved: new Set(), changed: new Set(), findPath }
}

/** A moment as the state writes it: since its epoch. */
export function inState(town: Town, at: Millis): Millis {
  return Math.max(0, at - town.state.epoch)
}

/** Who has reserved a tile, if anyone. */
export function resterOn(town: Town, tile: Tile): AgentId | undefined {
  return town.rests.get(indexOf(town.map.grid, tile))
}

/** The free tile nearest to one, itself included; undefined if the neighbourhood is full. `freeFor` may keep its own. */
export function freeTileNear(town: Town, tile: Tile, freeFor: AgentId): Tile | undefined {
  let looked = 0
  for (const candidate of tilesAround(town.map.grid, tile)) {
    const rester = resterOn(town, candidate)
    if (rester === undefined || rester === freeFor) return candidate
    if (++looked >= limits.freeTileSearchMax) return undefined
  }
  return undefined
}

/** The tile itself if it can be stood on, else the spawn: for records that an edited map has overtaken. */
export function standable(town: Town, tile: Tile | undefined): Tile {
  return tile !== undefined && isOpen(town.map.grid, tile) ? tile : town.map.spawn
}

/** Puts a resident on a path whose first tile it leaves or left at `leftAt`, and reserves its last tile. */
export function putOnPath(town: Town, resident: Resident, tiles: readonly Tile[], leftAt: Millis): void {
  const startedAt = Math.round(leftAt) // whole milliseconds take half the bytes
  releaseRest(town, resident)
  const first = tiles[0]!
  const path = encodePath(tiles)
  resident.walk = { x: first.x, y: first.y, path, startedAt, tilesPerSecond: walkTilesPerSecond }
  resident.route = routeOf(tiles)
  resident.resting = false
  resident.state.x = first.x
  resident.state.y = first.y
  resident.state.path = path
  resident.state.startedAt = startedAt - town.state.epoch
  town.rests.set(indexOf(town.map.grid, restOf(resident)), resident.id)
  noteChange(town, resident.id)
}

/** Notes that a resident has changed: for those who watch, and to be saved. */
export function noteChange(town: Town, id: AgentId): void {
  town.changed.add(id)
  town.unsaved.add(id)
}

/** Who has changed, as everyone sees them, and who has left. */
export type TownChanges = { changed: AgentState[]; left: AgentId[] }

/** What has changed since the last call; undefined if nothing has, as for most of twenty times a second. */
export function takeChanges(town: Town): TownChanges | undefined {
  if (town.changed.size === 0) return undefined
  const changes: TownChanges = { changed: [], left: [] }
  for (const id of town.changed) {
    const resident = town.residents.get(id)
    if (resident === undefined) changes.left.push(id)
    else changes.changed.push(resident.state)
  }
  town.changed.clear()
  return changes
}

export function releaseRest(town: Town, resident: Resident): void {
  const index = indexOf(town.map.grid, restOf(resident))
  if (town.rests.get(index) === resident.id) town.rests.delete(index)
}

/** The others within a distance of a tile, nearest first; of equals the one that came first. */
export function othersWithin(town: Town, centre: Tile, tiles: number, self: AgentId, now: Millis): Neighbour[] {
  const near: Neighbour[] = []
  for (const resident of town.residents.values()) {
    if (resident.id === self) continue
    const distance = distanceTiles(centre, tileNow(resident, now))
    if (distance <= tiles) near.push({ resident, distance })
  }
  return near.sort((a, b) => a.distance - b.distance)
}

export type Neighbour = { resident: Resident; distance: number }

export function placeOn(town: Town, tile: Tile): PlaceId | '' {
  return placeAt(town.map, tile)?.id ?? ''
}
