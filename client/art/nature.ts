import { indexOf, isInside, type Tile } from '#world/grid'
import { hills, noise } from './noise.ts'
import { allTiles, block, cover, isCovered, isTaken, plant, reserve, stand, tilesIn, type Plot } from './plot.ts'
import type { Rectangle } from './masonry.ts'

/** The river comes from the north and winds to the south; bridges are laid where streets cross it. */
export function layRiver(plot: Plot): void {
  cover(
    plot,
    'water',
    allTiles(plot).filter((tile) => Math.abs(tile.x + 0.5 - riverMiddle(tile.y)) < riverHalfWidth(tile.y)),
  )
  cover(
    plot,
    'sand',
    allTiles(plot).filter((tile) => isBeach(plot, tile)),
  )
}

function riverMiddle(y: number): number {
  return 55.8 + 1.8 * Math.sin(y / 7.5 - 1.2) + 0.9 * Math.sin(y / 3.7 + 1)
}

function riverHalfWidth(y: number): number {
  return 2.3 + 0.5 * Math.sin(y / 4 + 2)
}

// Beaches lie here and there, one tile wide, and go on under the water.
function isBeach(plot: Plot, tile: Tile): boolean {
  if (hills(tile.x, tile.y, 7, 91) < 0.5) return false
  return around(tile).some((neighbour) => isCovered(plot, 'water', neighbour))
}

function around({ x, y }: Tile): Tile[] {
  return [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => ({ x: x + dx, y: y + dy })))
}

/** Lays planks over the river in some rows, one tile beyond each bank, with rails along both sides. */
export function layBridge(plot: Plot, y: number, height: number): void {
  const columns = tilesIn(plot, { x: 40, y, width: 30, height })
    .filter((tile) => isCovered(plot, 'water', tile))
    .map((tile) => tile.x)
  const x = Math.min(...columns) - 1
  const width = Math.max(...columns) + 2 - x
  const planks = tilesIn(plot, { x, y, width, height })
  for (const tile of planks) {
    stand(plot, 'bridge', tile.x, tile.y)
    plot.grid.open[indexOf(plot.grid, tile)] = 1
  }
  for (const tile of tilesIn(plot, { x, y, width, height: 1 })) stand(plot, 'bridge-rail-north', tile.x, tile.y)
  for (const tile of tilesIn(plot, { x, y: y + height - 1, width, height: 1 }))
    stand(plot, 'bridge-rail-south', tile.x, tile.y)
  for (const tile of tilesIn(plot, { x, y: y + height, width, height: 1 })) {
    if (isCovered(plot, 'water', tile)) stand(plot, 'bridge-side', tile.x, tile.y)
  }
}

/** The tiles of a rectangle whose corners are cut off by some tiles. */
export function octagonIn(plot: Plot, area: Rectangle, cut: number): Tile[] {
  return tilesIn(plot, area).filter((tile) => {
    const toSide = Math.min(tile.x - area.x, area.x + area.width - 1 - tile.x)
    const toEnd = Math.min(tile.y - area.y, area.y + area.height - 1 - tile.y)
    return toSide + toEnd >= cut
  })
}

/** Fills the free ground along the edges of the plot with trees, so thickly that nobody can walk there. */
export function growForest(plot: Plot): void {
  const forest = allTiles(plot).filter((tile) => isForest(plot, tile) && !isTaken(plot, tile))
  for (const tile of forest)
    if (tile.y % 2 === 1 && (tile.x + (tile.y >> 1)) % 2 === 0) plant(plot, crownAt(tile), tile.x, tile.y)
  cover(plot, 'thicket', forest)
  block(plot, forest)
  reserve(plot, forest)
}

function isForest({ grid }: Plot, { x, y }: Tile): boolean {
  const toEdge = Math.min(x, y, grid.width - 1 - x, grid.height - 1 - y)
  return toEdge < 0.8 + hills(x, y, 6, 92) * 3.2
}

function crownAt(tile: Tile): string {
  const kind = hills(tile.x, tile.y, 9, 93) * 0.7 + noise(tile.x, tile.y, 94) * 0.4
  if (kind < 0.45) return 'pine'
  return kind < 0.68 ? 'oak' : kind < 0.8 ? 'lime' : kind < 0.86 ? 'elm' : 'maple'
}

/** Puts trees, bushes and rocks where nothing is, in loose groves. */
export function scatterTrees(plot: Plot): void {
  for (const tile of allTiles(plot)) {
    const chance = noise(tile.x, tile.y, 95)
    const grove = hills(tile.x, tile.y, 8, 96)
    if (chance < 0.1 + Math.max(0, grove - 0.35) * 1.3 && isClearing(plot, tile)) plantAt(plot, crownAt(tile), tile)
    else if (chance > 0.968 && isClearing(plot, tile)) stand(plot, smallThing(tile), tile.x, tile.y)
  }
}

function plantAt(plot: Plot, crown: string, tile: Tile): void {
  plant(plot, crown, tile.x, tile.y)
  reserve(
    plot,
    around(tile).filter((neighbour) => isInside(plot.grid, neighbour)),
  )
}

function smallThing({ x, y }: Tile): string {
  return ['bush', 'lime-bush', 'rose-bush', 'rock', 'bush', 'stump'][Math.floor(noise(x, y, 97) * 6)]!
}

function isClearing(plot: Plot, tile: Tile): boolean {
  return around(tile).every((neighbour) => !isTaken(plot, neighbour))
}

/** Lighter grass in wide patches. */
export function growMeadows(plot: Plot): void {
  cover(
    plot,
    'meadow',
    allTiles(plot).filter(({ x, y }) => hills(x, y, 7, 98) > 0.54),
  )
}

const blossoms = ['daisies', 'tulips', 'violets', 'buttercups', 'roses']

/** Flowers and clover in drifts wherever there is bare grass. */
export function scatterFlowers(plot: Plot): void {
  for (const tile of allTiles(plot)) {
    if (isTaken(plot, tile)) continue
    const drift = hills(tile.x, tile.y, 4, 99)
    const chance = noise(tile.x, tile.y, 100)
    if (chance < (drift - 0.5) * 0.9)
      stand(plot, `${kindOfDrift(tile)}-${Math.floor(noise(tile.x, tile.y, 101) * 3)}`, tile.x, tile.y)
    else if (chance > 0.955)
      stand(plot, ['clover', 'mushrooms', 'pebbles', 'clover'][Math.floor(chance * 997) % 4]!, tile.x, tile.y)
  }
}

function kindOfDrift({ x, y }: Tile): string {
  return blossoms[Math.floor(hills(x, y, 10, 102) * 4.99)]!
}
