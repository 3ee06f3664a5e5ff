import { indexOf, tilesAround, type Tile } from '#world/grid'
import { buildCentre } from './centre.ts'
import { layGardens } from './gardens.ts'
import { buildHomes } from './homes.ts'
import type { Rectangle } from './masonry.ts'
import { growForest, growMeadows, layBridge, layRiver, scatterFlowers, scatterTrees } from './nature.ts'
import type { PlacePlan } from './places.ts'
import { allTiles, block, cover, createPlot, isCovered, isTaken, stand, tilesIn, type Plot } from './plot.ts'

/** A town laid out on its plot. */
export type Town = { plot: Plot; places: PlacePlan[]; spawn: Tile }

const size = { width: 80, height: 60 }
const spawn = { x: 34, y: 35 }

const bridges = [
  { y: 12, height: 2 },
  { y: 28, height: 3 },
  { y: 50, height: 2 },
] as const

const streets: readonly Rectangle[] = [
  { x: 0, y: 28, width: 80, height: 3 },
  { x: 0, y: 12, width: 80, height: 2 },
  { x: 7, y: 50, width: 73, height: 2 },
  { x: 25, y: 14, width: 2, height: 12 },
  { x: 42, y: 14, width: 2, height: 12 },
  { x: 33, y: 37, width: 2, height: 13 },
  { x: 18, y: 27, width: 2, height: 5 },
  { x: 47, y: 27, width: 3, height: 1 },
  { x: 6, y: 31, width: 2, height: 1 },
  { x: 14, y: 40, width: 2, height: 10 },
  { x: 8, y: 47, width: 1, height: 3 },
  { x: 69, y: 31, width: 2, height: 7 },
  { x: 62, y: 37, width: 9, height: 2 },
  { x: 62, y: 39, width: 2, height: 11 },
]

const lamps: readonly Tile[] = [
  ...[9, 17, 25, 33, 41, 49, 67].map((x) => ({ x, y: 11 })),
  ...[2, 14, 23, 60, 75].map((x) => ({ x, y: 27 })),
  ...[24, 32, 35, 43, 60, 70].map((x) => ({ x, y: 49 })),
]

/** Lays out the town. Nature comes last, where room is left. */
export function layTown(): Town {
  const plot = createPlot(size.width, size.height)
  layRiver(plot)
  for (const street of streets)
    cover(
      plot,
      'path',
      tilesIn(plot, street).filter((tile) => !isCovered(plot, 'water', tile)),
    )
  for (const { y, height } of bridges) layBridge(plot, y, height)
  const places = [...buildCentre(plot), ...buildHomes(plot), ...layGardens(plot)]
  lightStreets(plot)
  growForest(plot)
  scatterTrees(plot)
  growMeadows(plot)
  closePockets(plot)
  scatterFlowers(plot)
  return { plot, places, spawn }
}

function lightStreets(plot: Plot): void {
  for (const { x, y } of lamps) if (!isTaken(plot, { x, y })) stand(plot, 'lamp', x, y - 1)
}

// Nobody may stand where nobody can walk to.
function closePockets(plot: Plot): void {
  const reached = new Uint8Array(plot.grid.open.length)
  for (const tile of tilesAround(plot.grid, spawn)) reached[indexOf(plot.grid, tile)] = 1
  const lost = allTiles(plot).filter(
    (tile) => plot.grid.open[indexOf(plot.grid, tile)] === 1 && reached[indexOf(plot.grid, tile)] === 0,
  )
  for (const tile of lost) if (!isTaken(plot, tile)) stand(plot, 'bush', tile.x, tile.y)
  block(plot, lost)
}
