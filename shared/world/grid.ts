/** A tile by column and row; `{x: 0, y: 0}` is the north-west corner. */
export type Tile = { x: number; y: number }

/** Which tiles can be walked on, row by row: 1 is open, 0 is blocked. */
export type Grid = { width: number; height: number; open: Uint8Array }

/** A step to one of the eight neighbours. The order is part of the path code (route.ts). */
export const steps: readonly Tile[] = [
  { x: 0, y: -1 },
  { x: 1, y: -1 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
  { x: -1, y: 1 },
  { x: -1, y: 0 },
  { x: -1, y: -1 },
]

export function sameTile(a: Tile, b: Tile): boolean {
  return a.x === b.x && a.y === b.y
}

/** Whether a tile lies on the grid; coordinates that are not whole numbers do not. */
export function isInside(grid: Grid, tile: Tile): boolean {
  return (
    Number.isInteger(tile.x) &&
    Number.isInteger(tile.y) &&
    tile.x >= 0 &&
    tile.y >= 0 &&
    tile.x < grid.width &&
    tile.y < grid.height
  )
}

export function indexOf(grid: Grid, tile: Tile): number {
  return tile.y * grid.width + tile.x
}

export function tileAt(grid: Grid, index: number): Tile {
  return { x: index % grid.width, y: Math.floor(index / grid.width) }
}

export function isOpen(grid: Grid, tile: Tile): boolean {
  return isInside(grid, tile) && grid.open[indexOf(grid, tile)] === 1
}

/** Whether a step from an open tile is allowed: the target is open, and a diagonal does not cut a corner. */
export function canStep(grid: Grid, from: Tile, step: Tile): boolean {
  if (!isOpen(grid, { x: from.x + step.x, y: from.y + step.y })) return false
  if (step.x === 0 || step.y === 0) return true
  return isOpen(grid, { x: from.x + step.x, y: from.y }) && isOpen(grid, { x: from.x, y: from.y + step.y })
}

/** Every open tile that can be walked to from `start`, nearest first; the search goes on while the caller iterates. */
export function* tilesAround(grid: Grid, start: Tile): Generator<Tile> {
  if (!isOpen(grid, start)) return
  const seen = new Uint8Array(grid.open.length)
  const queue = [start]
  seen[indexOf(grid, start)] = 1
  for (let head = 0; head < queue.length; head++) {
    const tile = queue[head]!
    yield tile
    for (const step of steps) {
      const next = { x: tile.x + step.x, y: tile.y + step.y }
      if (!canStep(grid, tile, step) || seen[indexOf(grid, next)] === 1) continue
      seen[indexOf(grid, next)] = 1
      queue.push(next)
    }
  }
}

/** Distance in tiles, diagonal steps counted as one (Chebyshev). */
export function distanceTiles(a: Tile, b: Tile): number {
  return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y))
}
