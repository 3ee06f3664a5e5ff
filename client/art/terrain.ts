import { noise } from './noise.ts'
import { earth, leaf, stone, water, white, wood, type Colour } from './palette.ts'
import { createTiles, paint, type Picture } from './picture.ts'
import { flowingDepth, squareDepth, type Depth, type Shape } from './shapes.ts'

/** A pixel of a terrain: its place in the tile, how deep it lies inside, and how deep the ones above it do. */
type Spot = { x: number; y: number; depth: number; above: (pixels: number) => number; chance: number }

type Style = { depthAt: Depth; colourAt: (spot: Spot, variant: number, frame: number) => Colour }

/** What lies on the grass, from the lowest to the highest; each is drawn over those before it. */
export const terrains = ['thicket', 'meadow', 'soil', 'sand', 'path', 'water', 'plaza', 'inlay'] as const
export type Terrain = (typeof terrains)[number]

/** How many different tiles a terrain has for its inside. */
export const terrainVariants = 4

const styles: Record<Terrain, Style> = {
  thicket: { depthAt: flowingDepth({ wavers: true }), colourAt: thicketColour },
  meadow: { depthAt: flowingDepth({ wavers: true }), colourAt: meadowColour },
  soil: { depthAt: squareDepth({ radius: 4, wavers: false }), colourAt: soilColour },
  sand: { depthAt: flowingDepth({ wavers: true }), colourAt: sandColour },
  path: { depthAt: squareDepth({ radius: 8, wavers: true }), colourAt: pathColour },
  water: { depthAt: flowingDepth({ wavers: true }), colourAt: waterColour },
  plaza: { depthAt: flowingDepth({ wavers: false }), colourAt: plazaColour },
  inlay: { depthAt: flowingDepth({ wavers: false }), colourAt: inlayColour },
}

/** How many pictures a moving tile has, one after the other. */
export const frames = 4
export const frameMs = 450

/** One tile of a terrain, clear where it ends. Only water moves from frame to frame. */
export function drawTerrain(terrain: Terrain, shape: Shape, variant: number, frame: number): Picture {
  const style = styles[terrain]
  const tile = createTiles(1, 1)
  paint(tile, { x: 0, y: 0, width: 16, height: 16 }, (x, y) => {
    const above = (pixels: number) => style.depthAt(shape, x, y - pixels)
    return style.colourAt({ x, y, depth: above(0), above, chance: noise(x, y, variant * 31 + 7) }, variant, frame)
  })
  return tile
}

function thicketColour({ x, y, depth, chance }: Spot, variant: number): Colour {
  if (depth < 1 + noise(x, y, 4) * 6) return 0
  if (variant > 0 && isTuft(x, y, variant)) return leaf[1]
  return chance < 0.05 ? leaf[1] : chance > 0.93 ? leaf[3] : leaf[2]
}

function meadowColour({ x, y, depth, chance }: Spot, variant: number): Colour {
  if (depth < noise(x, y, 5) * 6) return 0
  if (variant > 0 && isTuft(x, y, variant)) return leaf[3]
  return chance < 0.02 ? leaf[3] : leaf[4]
}

function isTuft(x: number, y: number, variant: number): boolean {
  const dx = x - 3 - variant * 2
  const dy = y - 12 + variant * 3
  return (dy === 0 && Math.abs(dx) === 1) || (dy === 1 && dx === 0)
}

function soilColour({ x, y, depth, chance }: Spot): Colour {
  if (depth < 1) return 0
  if (depth < 2) return wood[1]
  if (y % 8 === 7) return wood[1]
  if (y % 8 === 0) return earth[0]
  return chance < 0.12 ? wood[1] : (x + y) % 7 === 0 && chance > 0.7 ? earth[1] : earth[0]
}

function sandColour({ x, y, depth, chance }: Spot): Colour {
  if (depth < 1.2 + noise(x, y, 9) * 1.5) return 0
  if (depth < 3.2) return earth[2]
  if (chance < 0.05) return earth[2]
  return chance > 0.985 ? stone[3] : earth[3]
}

function pathColour({ x, y, depth, above, chance }: Spot, variant: number): Colour {
  if (depth < 1.6) return 0
  if (above(2) < 1.6) return earth[1]
  if (depth < 2.6) return (x + y) % 3 === 0 ? earth[2] : earth[1]
  if (depth < 4.2 && chance < 0.3) return earth[1]
  const pebble = pebbleColour(x, y, variant)
  if (pebble !== 0) return pebble
  if (chance < 0.045) return earth[1]
  return chance > 0.93 ? earth[3] : earth[2]
}

function pebbleColour(x: number, y: number, variant: number): Colour {
  if (variant === 0) return 0
  const dx = x - ((variant * 5) % 11) - 2
  const dy = y - ((variant * 7) % 10) - 3
  if (dy === 0 && (dx === 0 || dx === 1)) return earth[3]
  return dy === 1 && (dx === 0 || dx === 1) ? earth[1] : 0
}

// Ripples run to and fro, and with them the foam comes and goes along the bank.
const run = [0, 1, 2, 1] as const

function waterColour({ x, y, depth, above, chance }: Spot, variant: number, frame: number): Colour {
  const away = run[frame]!
  if (depth < 1.5) return 0
  if (depth < 2.5) return leaf[1]
  if (above(3) < 2.5) return chance < 0.3 ? earth[0] : earth[1]
  if (above(4) < 2.5) return earth[0]
  if (above(6) < 2.5) return water[0]
  if (depth < 3.7 - away * 0.35) return water[3]
  if (depth < 5.2 - away * 0.5) return (x + y) % 2 === 0 || chance < 0.4 ? water[2] : water[1]
  const rippleX = x - away
  return isRipple(rippleX, y, variant) ? water[2] : isRipple(rippleX, y - 1, variant) ? water[0] : water[1]
}

function isRipple(x: number, y: number, variant: number): boolean {
  const left = [2, 8, 5, 10][variant]!
  const length = [5, 6, 4, 3][variant]!
  if (y === [4, 11, 7, 2][variant]!) return x >= left && x < left + length
  return variant !== 3 && y === [12, 4, 14, 9][variant]! && x >= 14 - left - 2 && x < 14 - left + 1
}

function plazaColour({ x, y, depth }: Spot, variant: number): Colour {
  if (depth < 0.4) return 0
  if (depth < 1.2) return stone[0]
  if (depth < 4) return x % 8 === 0 || depth > 3.4 ? stone[1] : depth < 2.2 ? white : stone[3]
  return slab(x, y, variant)
}

function slab(x: number, y: number, variant: number): Colour {
  const row = y >> 3
  const across = (x + row * 4) & 15
  if (y % 8 === 7 || across % 8 === 7) return stone[2]
  const kind = noise(across >> 3, row, variant * 13 + 2)
  if (noise(x, y, 77 + variant) < 0.025) return stone[2]
  return kind < 0.12 ? earth[3] : kind < 0.3 ? stone[2] : stone[3]
}

function inlayColour({ x, y, depth }: Spot): Colour {
  if (depth < 0) return 0
  if (depth < 1.5) return stone[1]
  const across = x + (y >> 2) * 4
  if (y % 4 === 3 || across % 8 === 7) return earth[1]
  return noise((across >> 3) & 1, y >> 2, 78) < 0.35 ? earth[3] : earth[2]
}
