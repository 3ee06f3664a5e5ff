import { indexOf, isInside, type Tile } from '#world/grid'
import { hills, noise } from './noise.ts'
import { createTiles, cutTile, draw, type Picture } from './picture.ts'
import { allTiles, isCovered, isTaken, tilesIn, type Plot, type Standing } from './plot.ts'
import { rails, type Rail } from './rails.ts'
import { columnsOf, rowsOf } from './stamp.ts'
import { shapeOf } from './shapes.ts'
import { terrains, terrainVariants, type Terrain } from './terrain.ts'

export const layerNames = ['ground', 'buildings', 'tops', 'collision'] as const
export type LayerName = (typeof layerNames)[number]

/** The picture of each tile of each layer, row by row. */
export type Layers = Record<LayerName, Picture[]>

/** What the ground of a tile is for those who walk on it or fall into it; empty for grass and the like. */
export type GroundKind = 'water' | 'dusty' | ''

/** Draws what a plot shows in one frame of what moves, layer by layer; what sways is left out. */
export function drawLayers(plot: Plot, frame = 0): Layers {
  const empty = () => allTiles(plot).map(() => createTiles(1, 1))
  const layers: Layers = { ground: empty(), buildings: empty(), tops: empty(), collision: empty() }
  for (const tile of allTiles(plot)) drawGround(plot, layers, tile, frame)
  for (const rail of rails) for (const tile of allTiles(plot)) drawRail(plot, layers, rail, tile)
  const swaying = new Set(swayingOn(plot))
  const standing = plot.standing.toSorted((a, b) => a.foot - b.foot).filter((one) => !swaying.has(one))
  for (const one of standing) drawStanding(plot, layers, one, frame)
  for (const tile of allTiles(plot)) {
    const at = indexOf(plot.grid, tile)
    if (plot.grid.open[at] === 0) layers.collision[at] = plot.tiles.stamp('blocked').picture
  }
  return layers
}

/** What sways by itself, from the back to the front: all that could, unless something overhead stands before it. */
export function swayingOn(plot: Plot): Standing[] {
  const overhead = plot.standing.filter(({ stamp }) => stamp.sways === undefined && stamp.plan.join('').match(/[A^]/))
  return plot.standing
    .filter((one) => one.stamp.sways === true && !overhead.some((other) => other.foot >= one.foot && meet(one, other)))
    .toSorted((a, b) => a.foot - b.foot)
}

function meet(a: Standing, b: Standing): boolean {
  const across = a.x < b.x + columnsOf(b.stamp) && b.x < a.x + columnsOf(a.stamp)
  return across && a.y < b.y + rowsOf(b.stamp) && b.y < a.y + rowsOf(a.stamp)
}

/** The kind of ground of a tile. */
export function groundKindAt(plot: Plot, tile: Tile): GroundKind {
  const is = (terrain: Terrain) => isCovered(plot, terrain, tile)
  if (is('water')) return plot.grid.open[indexOf(plot.grid, tile)] === 1 ? '' : 'water' // open, it is under a bridge
  if (is('plaza')) return ''
  return is('path') || is('sand') || is('soil') ? 'dusty' : ''
}

function drawGround(plot: Plot, layers: Layers, tile: Tile, frame: number): void {
  const picture = layers.ground[indexOf(plot.grid, tile)]!
  draw(picture, plot.tiles.grass[grassAt(plot, tile)]!, 0, 0)
  for (const terrain of terrains) {
    if (!isCovered(plot, terrain, tile)) continue
    const shape = shapeOf((dx, dy) => joins(plot, terrain, { x: tile.x + dx, y: tile.y + dy }))
    const variant = Math.floor(noise(tile.x, tile.y, 82) * terrainVariants)
    draw(picture, plot.tiles.terrain(terrain, shape, variant, frame), 0, 0)
  }
}

// Under paths and the like the grass is smooth, which keeps the sheet small.
function grassAt(plot: Plot, tile: Tile): number {
  if (terrains.some((terrain) => isCovered(plot, terrain, tile))) return 0
  const chance = noise(tile.x, tile.y, 81) * 0.7 + hills(tile.x, tile.y, 5, 83) * 0.6
  if (chance < 0.72 && !isTaken(plot, tile)) return Math.floor(noise(tile.x, tile.y, 84) * 3)
  return chance < 0.72 ? 0 : 3 + Math.floor(noise(tile.x, tile.y, 85) * 5)
}

/** Whether a terrain goes on at a tile: beyond the map it does, a path also goes on under a plaza and sand under water. */
function joins(plot: Plot, terrain: Terrain, tile: Tile): boolean {
  if (!isInside(plot.grid, tile) || isCovered(plot, terrain, tile)) return true
  return (
    (terrain === 'path' && isCovered(plot, 'plaza', tile)) || (terrain === 'sand' && isCovered(plot, 'water', tile))
  )
}

function drawRail(plot: Plot, layers: Layers, rail: Rail, tile: Tile): void {
  const isRail = (x: number, y: number) =>
    isInside(plot.grid, { x, y }) && plot.rail[rail][indexOf(plot.grid, { x, y })] === 1
  const { x, y } = tile
  if (!isRail(x, y)) return
  const around = [isRail(x, y - 1), isRail(x + 1, y), isRail(x, y + 1), isRail(x - 1, y)]
  const sides = around.reduce((sum, goesOn, at) => sum + (goesOn ? 1 << at : 0), 0)
  draw(layers.buildings[indexOf(plot.grid, tile)]!, plot.tiles.stamp(`${rail}-${sides}`).picture, 0, 0)
}

// Wind bends things in one frame of all.
const windyFrame = 2

function drawStanding(plot: Plot, layers: Layers, { stamp, x, y }: Standing, frame: number): void {
  const source = frame === windyFrame ? (stamp.inWind ?? stamp.picture) : stamp.picture
  for (const tile of tilesIn(plot, { x, y, width: columnsOf(stamp), height: rowsOf(stamp) })) {
    const letter = stamp.plan[tile.y - y]![tile.x - x]!
    const picture = layers[layerOf(letter)][indexOf(plot.grid, tile)]!
    draw(picture, cutTile(source, tile.x - x, tile.y - y), 0, 0)
  }
}

function layerOf(letter: string): LayerName {
  if (letter === '^' || letter === 'A') return 'tops'
  return letter === '.' ? 'ground' : 'buildings'
}
