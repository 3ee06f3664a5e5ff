import { createTiles, cutTile, draw, tilePixels, type Picture } from './picture.ts'

/** How many tiles a row of the sheet has. */
export const sheetColumns = 32

/** The picture of all tiles. A tile's number counts from 1, row by row, as in Tiled; 0 is the clear tile. */
export type Sheet = {
  /** Adds a picture of any size, its tiles side by side as they belong together. */
  add: (picture: Picture) => void
  /** The number of a tile; one that is new is added. */
  numberOf: (tile: Picture) => number
  rows: () => number
  toPicture: () => Picture
}

export function createSheet(): Sheet {
  const cells: (Picture | undefined)[] = []
  const numbers = new Map<string, number>([[keyOf(createTiles(1, 1)), 0]])
  let shelf = { row: 0, column: 0, rows: 0 }

  return { add, numberOf, rows: () => Math.ceil(cells.length / sheetColumns), toPicture }

  function add(picture: Picture): void {
    const columns = picture.width / tilePixels
    const rows = picture.height / tilePixels
    if (shelf.column + columns > sheetColumns) shelf = { row: shelf.row + shelf.rows, column: 0, rows: 0 }
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        put((shelf.row + row) * sheetColumns + shelf.column + column, cutTile(picture, column, row))
      }
    }
    shelf = { ...shelf, column: shelf.column + columns, rows: Math.max(shelf.rows, rows) }
  }

  function put(at: number, tile: Picture): void {
    while (cells.length <= at) cells.push(undefined)
    cells[at] = tile
    const key = keyOf(tile)
    if (!numbers.has(key)) numbers.set(key, at + 1)
  }

  function numberOf(tile: Picture): number {
    const known = numbers.get(keyOf(tile))
    if (known !== undefined) return known
    put(cells.length, tile)
    return cells.length
  }

  function toPicture(): Picture {
    const picture = createTiles(sheetColumns, Math.ceil(cells.length / sheetColumns))
    for (const [at, tile] of cells.entries()) {
      if (tile === undefined) continue
      draw(picture, tile, (at % sheetColumns) * tilePixels, Math.floor(at / sheetColumns) * tilePixels)
    }
    return picture
  }
}

function keyOf(tile: Picture): string {
  return tile.pixels.join()
}
