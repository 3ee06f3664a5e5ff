import type { PlaceId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { parse } from '#kernel/parse'
import { indexOf, isOpen, tileAt, tilesAround, type Grid, type Tile } from './grid.ts'
import { objectsOf, tiledMapSchema, tileLayerNamed, tileNumber, type TiledMap, type TiledObject } from './tiled.ts'
import { placeKinds, type Place, type PlaceKind, type TownMap } from './town-map.ts'

const tileLayers = ['ground', 'buildings', 'tops', 'collision'] as const
const requiredPlaces = ['square', 'board', 'cafe', 'market', 'bank', 'arena', 'academy', 'town-hall', 'power-house']

/** A map that can be lived in, or every fault found in it, each a sentence that says what and where. */
export type ReadMapResult = { status: 'read'; map: TownMap } | { status: 'faulty'; faults: string[] }

/**
 * Reads a town from a Tiled JSON map. Tile layers `ground`, `buildings`, `tops` and `collision` (a tile there blocks);
 * object layer `places` of rectangles (name = id, class = kind, properties `label`, `entranceX`, `entranceY`), and a
 * point `spawn`. Refuses a map with a missing layer, an unknown tile, or a place that nobody can walk to.
 */
export function readTownMap(input: unknown): ReadMapResult {
  const parsed = parse(tiledMapSchema, input)
  if (parsed.status === 'refused')
    return { status: 'faulty', faults: [`not a Tiled map as expected: ${parsed.detail}`] }
  const tiled = parsed.value
  const faults = [...layerFaults(tiled), ...tileFaults(tiled)]
  if (faults.length > 0) return { status: 'faulty', faults }
  const grid = gridOf(tiled)
  const places = objectsOf(tiled, 'places')!.filter((object) => object.name !== 'spawn')
  const spawnObject = objectsOf(tiled, 'places')!.find((object) => object.name === 'spawn')
  if (spawnObject === undefined) return { status: 'faulty', faults: ['layer "places": no point named "spawn"'] }
  const spawn = toTile(tiled, spawnObject)
  if (!isOpen(grid, spawn)) return { status: 'faulty', faults: [`"spawn" at ${at(spawn)} is blocked`] }
  return readPlaces(tiled, grid, places, spawn)
}

function layerFaults(tiled: TiledMap): string[] {
  const missing = tileLayers.filter((name) => tileLayerNamed(tiled, name) === undefined)
  const faults = missing.map((name) => `tile layer "${name}" is missing`)
  if (objectsOf(tiled, 'places') === undefined) faults.push('object layer "places" is missing')
  return faults
}

function tileFaults(tiled: TiledMap): string[] {
  const faults: string[] = []
  for (const layer of tiled.layers) {
    if (layer.type !== 'tilelayer') continue
    const expected = tiled.width * tiled.height
    if (layer.data.length !== expected) {
      faults.push(`layer "${layer.name}" has ${layer.data.length} tiles, expected ${expected}`)
      continue
    }
    const unknown = layer.data.findIndex((gid) => gid !== 0 && !isKnownTile(tiled, tileNumber(gid)))
    if (unknown !== -1) {
      const tile = { x: unknown % tiled.width, y: Math.floor(unknown / tiled.width) }
      faults.push(`layer "${layer.name}": unknown tile ${tileNumber(layer.data[unknown]!)} at ${at(tile)}`)
    }
  }
  return faults
}

function isKnownTile(tiled: TiledMap, gid: number): boolean {
  return tiled.tilesets.some((set) => gid >= set.firstgid && gid < set.firstgid + set.tilecount)
}

function gridOf(tiled: TiledMap): Grid {
  const collision = tileLayerNamed(tiled, 'collision')!
  const open = Uint8Array.from(collision.data, (gid) => (gid === 0 ? 1 : 0))
  return { width: tiled.width, height: tiled.height, open }
}

function readPlaces(tiled: TiledMap, grid: Grid, objects: TiledObject[], spawn: Tile): ReadMapResult {
  const faults: string[] = []
  const reachable = new Uint8Array(grid.open.length)
  for (const tile of tilesAround(grid, spawn)) reachable[indexOf(grid, tile)] = 1
  const places = new Map<PlaceId, Place>()
  if (objects.length > limits.placesMax) faults.push(`${objects.length} places, expected at most ${limits.placesMax}`)
  for (const object of objects) {
    const result = readPlace(tiled, grid, reachable, object)
    if (typeof result === 'string') faults.push(result)
    else if (places.has(result.id)) faults.push(`place "${result.id}" exists twice`)
    else places.set(result.id, result)
  }
  for (const id of requiredPlaces)
    if (!objects.some((object) => object.name === id)) faults.push(`place "${id}" is missing`)
  if (!objects.some((object) => object.type === 'home')) faults.push('no place of kind "home"')
  if (faults.length > 0) return { status: 'faulty', faults }
  return { status: 'read', map: { grid, tilePixels: tiled.tilewidth, places, spawn } }
}

function readPlace(tiled: TiledMap, grid: Grid, reachable: Uint8Array, object: TiledObject): Place | string {
  const name = `place "${object.name}"`
  if (!/^[a-z][a-z0-9-]*$/.test(object.name))
    return `${name}: expected a name in lower case letters, digits and hyphens`
  if (!(placeKinds as readonly string[]).includes(object.type)) {
    return `${name}: unknown kind "${object.type}", expected one of ${placeKinds.join(', ')}`
  }
  const area = areaOf(tiled, object)
  const inside = area.x >= 0 && area.y >= 0 && area.x + area.width <= grid.width && area.y + area.height <= grid.height
  if (!inside || area.width < 1 || area.height < 1) return `${name}: expected a rectangle inside the map`
  const entrance = { x: numberOf(object, 'entranceX') ?? -1, y: numberOf(object, 'entranceY') ?? -1 }
  if (!isOpen(grid, entrance)) return `${name}: its entrance at ${at(entrance)} is blocked or outside the map`
  if (reachable[indexOf(grid, entrance)] !== 1)
    return `${name} is unreachable: no way from "spawn" to its entrance at ${at(entrance)}`
  const spots = spotsOf(grid, reachable, area, entrance)
  if (spots.length === 0) return `${name}: no open tile in its area that can be walked to`
  const label = object.properties.find((property) => property.name === 'label')?.value
  return {
    id: object.name as PlaceId,
    name: typeof label === 'string' ? label : object.name,
    kind: object.type as PlaceKind,
    area,
    entrance,
    spots,
  }
}

function areaOf(tiled: TiledMap, object: TiledObject): Place['area'] {
  const { x, y } = toTile(tiled, object)
  return {
    x,
    y,
    width: Math.round(object.width / tiled.tilewidth),
    height: Math.round(object.height / tiled.tileheight),
  }
}

function spotsOf(grid: Grid, reachable: Uint8Array, area: Place['area'], entrance: Tile): Tile[] {
  const spots: Tile[] = []
  for (let row = area.y; row < area.y + area.height; row++) {
    for (let column = area.x; column < area.x + area.width; column++) {
      const index = indexOf(grid, { x: column, y: row })
      if (reachable[index] === 1) spots.push(tileAt(grid, index))
    }
  }
  return spots.sort((a, b) => squared(a, entrance) - squared(b, entrance) || a.y - b.y || a.x - b.x)
}

function squared(a: Tile, b: Tile): number {
  return (a.x - b.x) ** 2 + (a.y - b.y) ** 2
}

function toTile(tiled: TiledMap, object: { x: number; y: number }): Tile {
  return { x: Math.floor(object.x / tiled.tilewidth), y: Math.floor(object.y / tiled.tileheight) }
}

function numberOf(object: TiledObject, name: string): number | undefined {
  const value = object.properties.find((property) => property.name === name)?.value
  return typeof value === 'number' ? value : undefined
}

function at(tile: Tile): string {
  return `column ${tile.x}, row ${tile.y}`
}
