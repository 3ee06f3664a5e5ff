import { readFileSync } from 'node:fs'
import type { PlaceId } from '#kernel/ids'
import { distanceTiles, tileAt, type Tile } from '#world/grid'
import { readTownMap } from '#world/read-map'
import type { TownMap } from '#world/town-map'

const placeShare = 0.25
// Targets at most this far make walks of 27 tiles on average in the shipped town.
const reachTiles = 30

/** Where to walk next: a tile, or a place, whose entrance stands for it. */
export type Target = { tile: Tile; place?: PlaceId }

/** Reads the shipped town. */
export function readTown(): TownMap {
  const file = new URL('../../shared/maps/village.json', import.meta.url)
  const result = readTownMap(JSON.parse(readFileSync(file, 'utf8')))
  if (result.status === 'faulty') throw new Error(result.faults.join('\n'))
  return result.map
}

/** Chooses targets within reach: a random open tile, or now and then a place. One way of walking for all that is compared. */
export function createStroll(map: TownMap, chance: () => number): (from: Tile) => Target {
  const open = openTiles(map)
  const places = [...map.places.values()].map(({ id, entrance }) => ({ tile: entrance, place: id }))
  return (from) => {
    const choice: Target[] = chance() < placeShare ? places : open
    for (;;) {
      const target = choice[Math.floor(chance() * choice.length)]!
      const tiles = distanceTiles(from, target.tile)
      if (tiles > 0 && tiles <= reachTiles) return target
    }
  }
}

function openTiles({ grid }: TownMap): Target[] {
  return [...grid.open.keys()].filter((index) => grid.open[index] === 1).map((index) => ({ tile: tileAt(grid, index) }))
}
