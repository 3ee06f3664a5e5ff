import { indexOf, isInside, type Grid, type Tile } from '#world/grid'
import type { Rectangle } from './masonry.ts'
import { rails, type Rail } from './rails.ts'
import { columnsOf, rowsOf, type Stamp } from './stamp.ts'
import { terrains, type Terrain } from './terrain.ts'
import { drawTiles, type Tiles } from './tiles.ts'

/**
 * The ground a town is laid out on: what it is covered with, what stands on it, which tiles are open, and which are
 * taken, so that nothing else is to be put there.
 */
export type Plot = {
  grid: Grid
  taken: Uint8Array
  tiles: Tiles
  cover: Record<Terrain, Uint8Array>
  rail: Record<Rail, Uint8Array>
  standing: Standing[]
}

/** A stamp with its north-west tile; of two, the one with the greater `foot` is in front. */
export type Standing = Tile & { stamp: Stamp; foot: number }

export function createPlot(width: number, height: number): Plot {
  const size = width * height
  const masks = <Name extends string>(names: readonly Name[]) =>
    Object.fromEntries(names.map((name) => [name, new Uint8Array(size)])) as Record<Name, Uint8Array>
  return {
    grid: { width, height, open: new Uint8Array(size).fill(1) },
    taken: new Uint8Array(size),
    tiles: drawTiles(),
    cover: masks(terrains),
    rail: masks(rails),
    standing: [],
  }
}

/** The tiles of a rectangle that lie on the plot. */
export function tilesIn(plot: Plot, { x, y, width, height }: Rectangle): Tile[] {
  const tiles = Array.from({ length: width * height }, (_, at) => ({
    x: x + (at % width),
    y: y + Math.floor(at / width),
  }))
  return tiles.filter((tile) => isInside(plot.grid, tile))
}

/** Every tile of the plot. */
export function allTiles(plot: Plot): Tile[] {
  return tilesIn(plot, { x: 0, y: 0, width: plot.grid.width, height: plot.grid.height })
}

/** Covers tiles with a terrain. Water blocks. */
export function cover(plot: Plot, terrain: Terrain, tiles: readonly Tile[]): void {
  for (const tile of tiles) {
    const at = indexOf(plot.grid, tile)
    plot.cover[terrain][at] = 1
    if (terrain !== 'meadow' && terrain !== 'thicket') plot.taken[at] = 1
    if (terrain === 'water') plot.grid.open[at] = 0
  }
}

export function isCovered(plot: Plot, terrain: Terrain, tile: Tile): boolean {
  return isInside(plot.grid, tile) && plot.cover[terrain][indexOf(plot.grid, tile)] === 1
}

export function isTaken(plot: Plot, tile: Tile): boolean {
  return !isInside(plot.grid, tile) || plot.taken[indexOf(plot.grid, tile)] === 1
}

/** Keeps tiles free of anything that is scattered later. */
export function reserve(plot: Plot, tiles: readonly Tile[]): void {
  for (const tile of tiles) plot.taken[indexOf(plot.grid, tile)] = 1
}

export function block(plot: Plot, tiles: readonly Tile[]): void {
  for (const tile of tiles) plot.grid.open[indexOf(plot.grid, tile)] = 0
}

/** Runs a fence or hedge along tiles. */
export function fence(plot: Plot, rail: Rail, tiles: readonly Tile[]): void {
  for (const tile of tiles) plot.rail[rail][indexOf(plot.grid, tile)] = 1
  reserve(plot, tiles)
  block(plot, tiles)
}

/** Puts a stamp on the plot by its north-west tile; what juts out of the plot is cut off. */
export function stand(plot: Plot, name: string, x: number, y: number): void {
  const stamp = plot.tiles.stamp(name)
  plot.standing.push({ x, y, stamp, foot: y + rowsOf(stamp) })
  for (const tile of tilesIn(plot, { x, y, width: columnsOf(stamp), height: rowsOf(stamp) })) {
    const letter = stamp.plan[tile.y - y]![tile.x - x]!
    if (letter !== ' ' && letter !== '^') reserve(plot, [tile])
    if (letter === '#' || letter === 'A') block(plot, [tile])
  }
}

/** Plants a tree by the tile of its trunk. */
export function plant(plot: Plot, crown: string, x: number, y: number): void {
  stand(plot, crown === 'pine' ? 'pine-trunk' : 'oak-trunk', x - 1, y)
  stand(plot, crown, x - 1, y - 2)
}
