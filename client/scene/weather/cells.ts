import type { View } from '#client/scene/camera.ts'
import { chanceOf } from '#client/scene/effects.ts'

const cellsMax = 420
const cellPixelsMin = 24

/** A square of the town in which one drop or flake falls: its corner and side in art pixels, and its number. */
export type Cell = { x: number; y: number; side: number; seed: number }

/** The squares of the town that are in view, of a size at which there are not too many, with those above it. */
export function* cellsIn({ corner, scale, width, height }: View, above: number): Generator<Cell> {
  const seen = { width: width / scale, height: height / scale + above }
  const side = Math.max(cellPixelsMin, Math.ceil(Math.sqrt((seen.width * seen.height) / cellsMax)))
  const first = { column: Math.floor(corner.x / scale / side), row: Math.floor(corner.y / scale / side) }
  for (let row = first.row; row * side < corner.y / scale + seen.height; row++) {
    for (let column = first.column; column * side < corner.x / scale + seen.width; column++)
      yield { x: column * side, y: row * side, side, seed: row * 4_099 + column * 13 }
  }
}

/** A number from 0 to 1 of a cell and one of its turns. */
export function chanceIn({ seed }: Cell, turn: number, salt: number): number {
  return chanceOf((seed * 31 + turn * 7 + salt * 1_009) | 0)
}
