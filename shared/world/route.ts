import { sameTile, steps, type Tile } from './grid.ts'

/**
 * The path code: each character is a run of 1 to 8 equal steps, the eight directions of `steps` × the run's length
 * less one, written in the base64url alphabet. Ten characters usually cross the town.
 */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const runTilesMax = 8

/** Writes tiles that follow one another, from the first to the last, as a path code; a lone tile is the empty code. */
export function encodePath(tiles: readonly Tile[]): string {
  let code = ''
  for (let at = 1; at < tiles.length;) {
    const direction = directionOf(tiles[at - 1]!, tiles[at]!)
    let run = 1
    while (run < runTilesMax && at + run < tiles.length && goes(direction, tiles[at + run - 1]!, tiles[at + run]!))
      run++
    code += alphabet[direction * runTilesMax + run - 1]
    at += run
  }
  return code
}

function goes(direction: number, from: Tile, to: Tile): boolean {
  return sameTile(to, { x: from.x + steps[direction]!.x, y: from.y + steps[direction]!.y })
}

function directionOf(from: Tile, to: Tile): number {
  const direction = steps.findIndex((step) => from.x + step.x === to.x && from.y + step.y === to.y)
  if (direction === -1) throw new RangeError(`tiles ${from.x},${from.y} and ${to.x},${to.y} are not neighbours`)
  return direction
}

/** Reads a path code back into the tiles it passes, the first included. Throws a RangeError on a foreign character. */
export function decodePath(start: Tile, code: string): Tile[] {
  const tiles = [start]
  let { x, y } = start
  for (const char of code) {
    const value = alphabet.indexOf(char)
    if (value === -1) throw new RangeError(`path code has the character ${JSON.stringify(char)}`)
    const step = steps[Math.floor(value / runTilesMax)]!
    for (let run = value % runTilesMax; run >= 0; run--) {
      x += step.x
      y += step.y
      tiles.push({ x, y })
    }
  }
  return tiles
}

/** A path with the distance from its start to each tile, in tiles; a diagonal step is √2 long. */
export type Route = { tiles: readonly Tile[]; lengths: readonly number[]; lengthTiles: number }

export function routeOf(tiles: readonly Tile[]): Route {
  const lengths = [0]
  for (let at = 1; at < tiles.length; at++) {
    const from = tiles[at - 1]!
    const to = tiles[at]!
    lengths.push(lengths[at - 1]! + (from.x !== to.x && from.y !== to.y ? Math.SQRT2 : 1))
  }
  return { tiles, lengths, lengthTiles: lengths.at(-1)! }
}
