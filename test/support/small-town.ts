import { readTownMap } from '#world/read-map'
import type { TownMap } from '#world/town-map'

const tilePixels = 16
const rows = [
  '........................................',
  '........................................',
  '........................................',
  '........................................',
  '........................................',
  '........................................',
  '........................................',
  '..............................##########',
  '........................................', // a corridor, one tile wide: columns 30 to 39
  '..............................##########',
  '........................................',
  '........................................',
  '.....###................................',
  '.....#.#................................', // a tile without a way: column 6, row 13
  '.....###................................',
  '........................................',
]

/** Two spots only, so that it is soon full; the others have four. */
export const cafe = { x: 4, y: 1, width: 2, height: 1 }
const places: Record<string, { kind: string; x: number; y: number; width: number; height: number }> = {
  square: { kind: 'square', x: 18, y: 4, width: 4, height: 4 },
  cafe: { kind: 'cafe', ...cafe },
  ...Object.fromEntries(
    ['board', 'market', 'bank', 'arena', 'academy', 'town-hall', 'power-house'].map((kind, at) => [
      kind,
      { kind, x: 8 + at * 4, y: 1, width: 2, height: 2 },
    ]),
  ),
  'home-1': { kind: 'home', x: 1, y: 11, width: 2, height: 2 },
}

/** A town of 40 by 16 tiles, small enough to reckon with: mostly open ground, the places along the northern edge. */
export function smallTown(): TownMap {
  const result = readTownMap(tiledTown())
  if (result.status === 'faulty') throw new Error(result.faults.join('\n'))
  return result.map
}

export const spawn = { x: 12, y: 10 }
export const wall = { x: 5, y: 12 }
export const island = { x: 6, y: 13 }

function tiledTown(): object {
  const [width, height] = [rows[0]!.length, rows.length]
  const collision = Array.from(rows.join(''), (char) => (char === '#' ? 1 : 0))
  const ground = collision.map(() => 1)
  const layer = (name: string, data: number[]) => ({ type: 'tilelayer', name, width, height, data })
  const tileset = { firstgid: 1, name: 'tiles', image: 'tiles.png', imagewidth: tilePixels, imageheight: tilePixels }
  return {
    orientation: 'orthogonal',
    width,
    height,
    tilewidth: tilePixels,
    tileheight: tilePixels,
    layers: [
      layer('ground', ground),
      layer('buildings', collision),
      layer('tops', collision),
      layer('collision', collision),
      { type: 'objectgroup', name: 'places', objects: [...Object.entries(places).map(toObject), spawnObject()] },
    ],
    tilesets: [{ ...tileset, tilewidth: tilePixels, tileheight: tilePixels, columns: 1, tilecount: 1 }],
  }
}

function toObject([name, place]: [string, (typeof places)[string]], at: number): object {
  return {
    id: at + 1,
    name,
    type: place.kind,
    x: place.x * tilePixels,
    y: place.y * tilePixels,
    width: place.width * tilePixels,
    height: place.height * tilePixels,
    properties: [
      { name: 'entranceX', value: place.x },
      { name: 'entranceY', value: place.y },
    ],
  }
}

function spawnObject(): object {
  return { id: 99, name: 'spawn', type: '', x: spawn.x * tilePixels, y: spawn.y * tilePixels }
}
