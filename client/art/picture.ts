import { letters, type Colour } from './palette.ts'

/**
 * Something that moves or shines where a picture stands, in its pixels: a window or a lamp that is lit at night, a
 * mouth that smoke comes out of, a crown that leaves fall from, water that glitters.
 */
export type Effect = {
  kind: 'window' | 'lamp' | 'lantern' | 'smoke' | 'leaf' | 'petal' | 'glint' | 'spray' | 'bloom' | 'note' | SeatKind
  x: number
  y: number
  width: number
  height: number
}

/** Where one sits down, and which way one then looks. */
export type SeatKind = 'seat-south' | 'seat-east' | 'seat-west'

/** Pixels row by row, each a colour, and what is alive about them. */
export type Picture = { width: number; height: number; pixels: Uint32Array; effects: Effect[] }

/** The side of a tile in pixels. */
export const tilePixels = 16

export function createPicture(width: number, height: number): Picture {
  return { width, height, pixels: new Uint32Array(width * height), effects: [] }
}

/** A picture of whole tiles. */
export function createTiles(columns: number, rows: number): Picture {
  return createPicture(columns * tilePixels, rows * tilePixels)
}

/** The colour at a pixel; clear outside the picture. */
export function pixelAt(picture: Picture, x: number, y: number): Colour {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return 0
  return picture.pixels[y * picture.width + x]!
}

/** Lays a colour over a pixel; outside the picture it does nothing. */
export function dot(picture: Picture, x: number, y: number, colour: Colour): void {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return
  const at = y * picture.width + x
  picture.pixels[at] = over(picture.pixels[at]!, colour)
}

function over(under: Colour, colour: Colour): Colour {
  const alpha = (colour & 255) / 255
  const underAlpha = ((under & 255) / 255) * (1 - alpha)
  const sum = alpha + underAlpha
  if (alpha === 1 || underAlpha === 0) return alpha === 0 ? under : colour
  const channel = (shift: number) =>
    Math.round((((colour >>> shift) & 255) * alpha + ((under >>> shift) & 255) * underAlpha) / sum) << shift
  return (channel(24) | channel(16) | channel(8) | Math.round(sum * 255)) >>> 0
}

export function fill(picture: Picture, x: number, y: number, width: number, height: number, colour: Colour): void {
  for (let row = y; row < y + height; row++)
    for (let column = x; column < x + width; column++) dot(picture, column, row, colour)
}

/** Colours every pixel of a rectangle by its place in that rectangle. */
export function paint(
  picture: Picture,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  colourAt: (x: number, y: number) => Colour,
): void {
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) dot(picture, x + column, y + row, colourAt(column, row))
  }
}

/** A rectangle with a one-pixel outline. */
export function box(
  picture: Picture,
  x: number,
  y: number,
  width: number,
  height: number,
  line: Colour,
  colour: Colour,
): void {
  fill(picture, x, y, width, height, line)
  fill(picture, x + 1, y + 1, width - 2, height - 2, colour)
}

export function ellipse(
  picture: Picture,
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
  colour: Colour,
): void {
  for (let row = Math.floor(y - radiusY); row <= y + radiusY; row++) {
    for (let column = Math.floor(x - radiusX); column <= x + radiusX; column++) {
      if (((column + 0.5 - x) / radiusX) ** 2 + ((row + 0.5 - y) / radiusY) ** 2 <= 1) dot(picture, column, row, colour)
    }
  }
}

/** Draws rows of text, one letter of the palette for each pixel. */
export function write(picture: Picture, x: number, y: number, rows: readonly string[]): void {
  for (const [down, row] of rows.entries()) {
    for (const [across, letter] of [...row].entries()) dot(picture, x + across, y + down, letters[letter] ?? 0)
  }
}

/** Lays one picture over another. */
export function draw(picture: Picture, source: Picture, x: number, y: number): void {
  paint(picture, { x, y, width: source.width, height: source.height }, (column, row) => pixelAt(source, column, row))
}

/** Colours the outermost pixels of everything drawn so far. */
export function outline(picture: Picture, colour: Colour): void {
  const before = { ...picture, pixels: picture.pixels.slice() }
  const isClear = (x: number, y: number) => pixelAt(before, x, y) === 0
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      if (isClear(x, y)) continue
      if (isClear(x - 1, y) || isClear(x + 1, y) || isClear(x, y - 1) || isClear(x, y + 1)) dot(picture, x, y, colour)
    }
  }
}

/** Copies one tile out of a picture. */
export function cutTile(picture: Picture, column: number, row: number): Picture {
  const tile = createTiles(1, 1)
  draw(tile, picture, -column * tilePixels, -row * tilePixels)
  return tile
}
