import { steps } from '#world/grid'
import { tilePixels } from './picture.ts'

/**
 * Which of a tile's eight neighbours are of its kind: bit i is the neighbour at `steps[i]`. A corner counts only where
 * both sides beside it count, which leaves 47 shapes.
 */
export type Shape = number

export const wholeShape: Shape = 255

/** The shape of a tile, given which neighbours are of its kind. */
export function shapeOf(isSame: (dx: number, dy: number) => boolean): Shape {
  return simplify(steps.reduce((shape, step, at) => (isSame(step.x, step.y) ? shape | (1 << at) : shape), 0))
}

/** All 47 shapes. */
export const shapes: readonly Shape[] = [...new Set(Array.from({ length: 256 }, (_, shape) => simplify(shape)))]

function simplify(shape: Shape): Shape {
  return [1, 3, 5, 7].reduce((kept, corner) => (hasCorner(shape, corner) ? kept : kept & ~(1 << corner)), shape)
}

function hasCorner(shape: Shape, corner: number): boolean {
  return has(shape, corner - 1) && has(shape, corner) && has(shape, (corner + 1) % 8)
}

function has(shape: Shape, at: number): boolean {
  return (shape & (1 << at)) !== 0
}

/** How far inside a shape the middle of a pixel is, in pixels; at most 16, negative outside. */
export type Depth = (shape: Shape, x: number, y: number) => number

// The two ends are level, so that the edges of neighbouring tiles meet.
const wave = [0, 0, 1, 1, 1, 0, 0, -1, -1, -1, 0, 0, 0, 1, 1, 0]

/** Edges along the sides of the tiles, with outer corners of a radius; they waver as nature does, or are straight. */
export function squareDepth({ radius, wavers }: { radius: number; wavers: boolean }): Depth {
  return (shape, x, y) => {
    const across = wavers ? wave[x & 15]! : 0
    const down = wavers ? wave[y & 15]! : 0
    const depths = [y + 0.5 - across, tilePixels - x - 0.5 - down, tilePixels - y - 0.5 + across, x + 0.5 + down]
    const sides = depths.map((depth, side) => (has(shape, side * 2) ? tilePixels : depth))
    return Math.min(
      ...sides,
      ...[1, 3, 5, 7].map((corner) => cornerDepth(shape, radius, sides, corner, x + 0.5, y + 0.5)),
    )
  }
}

// `sides` are the depths from the north, east, south and west.
function cornerDepth(shape: Shape, radius: number, sides: number[], corner: number, x: number, y: number): number {
  const [before, after] = [has(shape, corner - 1), has(shape, (corner + 1) % 8)]
  if (!before && !after) return roundedDepth(radius, sides[(corner - 1) / 2]!, sides[((corner + 1) / 2) % 4]!)
  if (!before || !after || has(shape, corner)) return tilePixels
  const step = steps[corner]!
  const dx = step.x < 0 ? x : tilePixels - x
  const dy = step.y < 0 ? y : tilePixels - y
  return Math.hypot(Math.max(0, dx), Math.max(0, dy))
}

function roundedDepth(radius: number, a: number, b: number): number {
  return a < radius && b < radius ? radius - Math.hypot(radius - a, radius - b) : tilePixels
}

/** Edges that run diagonally where a shape goes in steps. For wide shapes only: a single row of tiles would vanish. */
export function flowingDepth({ wavers }: { wavers: boolean }): Depth {
  return (shape, x, y) => cornersDepth(shape, x, y) + (wavers ? (wave[x & 15]! + wave[y & 15]!) / 2 : 0)
}

function cornersDepth(shape: Shape, x: number, y: number): number {
  const [northEast, southEast, southWest, northWest] = [1, 3, 5, 7].map((corner) => cornerHeight(shape, corner))
  const across = (x + 0.5) / tilePixels
  const down = (y + 0.5) / tilePixels
  const north = northWest! + (northEast! - northWest!) * across
  const south = southWest! + (southEast! - southWest!) * across
  return (north + (south - north) * down - 0.5) * tilePixels * 2
}

// The edge runs where the height is one half.
function cornerHeight(shape: Shape, corner: number): number {
  const sides = [corner - 1, (corner + 1) % 8].filter((side) => has(shape, side)).length
  return sides === 0 ? 0.15 : sides === 1 || !has(shape, corner) ? 0.5 : 1
}
