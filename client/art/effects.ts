import { indexOf, type Tile } from '#world/grid'
import { noise } from './noise.ts'
import { tilePixels, type Effect } from './picture.ts'
import { allTiles, isCovered, type Plot } from './plot.ts'

const glintChance = 0.2
const bloomChance = 0.15

/** Everything on a plot that moves or shines, in pixels of the town: of what stands there, and of open water. */
export function effectsOf(plot: Plot): Effect[] {
  const standing = plot.standing.flatMap(({ x, y, stamp }) =>
    stamp.picture.effects.map((effect) => ({
      ...effect,
      x: effect.x + x * tilePixels,
      y: effect.y + y * tilePixels,
    })),
  )
  const glints = allTiles(plot).filter((tile) => isOpenWater(plot, tile) && noise(tile.x, tile.y, 141) < glintChance)
  const kept = standing.filter(({ kind, x, y }) => kind !== 'bloom' || noise(x, y, 144) < bloomChance)
  return [...kept, ...glints.map(glintAt)]
}

function isOpenWater(plot: Plot, { x, y }: Tile): boolean {
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) if (!isCovered(plot, 'water', { x: x + dx, y: y + dy })) return false
  }
  return plot.grid.open[indexOf(plot.grid, { x, y })] === 0 // not under a bridge
}

function glintAt({ x, y }: Tile): Effect {
  const within = (seed: number) => Math.floor(noise(x, y, seed) * tilePixels)
  return { kind: 'glint', x: x * tilePixels + within(142), y: y * tilePixels + within(143), width: 0, height: 0 }
}
