import type { PlaceId } from '#kernel/ids'
import type { Grid, Tile } from './grid.ts'

/** What a place is for; the viewer and the agents may treat kinds alike. */
export const placeKinds = [
  'square',
  'board',
  'cafe',
  'market',
  'bank',
  'arena',
  'academy',
  'town-hall',
  'power-house',
  'home',
  'garden',
] as const
export type PlaceKind = (typeof placeKinds)[number]

/**
 * A place of the town. `area` is the ground where one counts as being there, in tiles; `entrance` is the tile that
 * visitors walk to first; `spots` are the open tiles of the area, nearest to the entrance first.
 */
export type Place = {
  id: PlaceId
  name: string
  kind: PlaceKind
  area: { x: number; y: number; width: number; height: number }
  entrance: Tile
  spots: Tile[]
}

/** A town to live in, read from a Tiled map by `readTownMap`. Newcomers appear at `spawn`. */
export type TownMap = { grid: Grid; tilePixels: number; places: ReadonlyMap<PlaceId, Place>; spawn: Tile }

/** The place whose area holds a tile; of several the smallest, so that the board is itself and not the square. */
export function placeAt(map: TownMap, tile: Tile): Place | undefined {
  let found: Place | undefined
  for (const place of map.places.values()) {
    if (isIn(place, tile) && (found === undefined || sizeOf(place) < sizeOf(found))) found = place
  }
  return found
}

/** Whether a tile lies on a place's ground. */
export function isIn({ area }: Place, tile: Tile): boolean {
  return tile.x >= area.x && tile.y >= area.y && tile.x < area.x + area.width && tile.y < area.y + area.height
}

function sizeOf({ area }: Place): number {
  return area.width * area.height
}
