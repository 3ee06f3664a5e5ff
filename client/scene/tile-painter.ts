import type { Town } from '#client/net/town.ts'
import { tileNumber, tilesetOf } from '#world/tiled'

// Bits of a tile number, as Tiled sets them: mirrored left to right, top to bottom, and along the diagonal.
const flippedAcross = 0x80000000
const flippedDown = 0x40000000
const flippedDiagonally = 0x20000000

/** Paints one tile of a town, given by its number with Tiled's flip bits, at a pixel of a canvas. */
export type TilePainter = (context: CanvasRenderingContext2D, gid: number, x: number, y: number) => void

export function createTilePainter({ tiled, pictures }: Town): TilePainter {
  return paint

  function paint(context: CanvasRenderingContext2D, gid: number, x: number, y: number): void {
    const number = tileNumber(gid)
    const set = tilesetOf(tiled, number)
    if (set === undefined) return
    const { tilewidth: width, tileheight: height, columns, firstgid } = set
    const picture = pictures[tiled.tilesets.indexOf(set)]!
    const column = (number - firstgid) % columns
    const row = Math.floor((number - firstgid) / columns)
    turn(context, gid, x + width / 2, y + height / 2)
    context.drawImage(picture, column * width, row * height, width, height, -width / 2, -height / 2, width, height)
    context.resetTransform()
  }
}

function turn(context: CanvasRenderingContext2D, gid: number, x: number, y: number): void {
  const across = (gid & flippedAcross) === 0 ? 1 : -1
  const down = (gid & flippedDown) === 0 ? 1 : -1
  if ((gid & flippedDiagonally) === 0) context.setTransform(across, 0, 0, down, x, y)
  else context.setTransform(0, down, across, 0, x, y)
}
