import { createPicture, draw, tilePixels, type Picture } from './picture.ts'
import type { Standing } from './plot.ts'
import type { Stamp } from './stamp.ts'

const columns = 4
const side = 3 * tilePixels

/** The crowns of trees in one picture, each of them one large tile, since Tiled moves only whole tiles about. */
export type CrownSheet = { picture: Picture; stamps: readonly Stamp[]; tileset: (firstgid: number) => unknown }

/** Draws every kind of crown that stands on a plot. */
export function drawCrowns(standing: readonly Standing[]): CrownSheet {
  const stamps = [...new Set(standing.map(({ stamp }) => stamp))]
  const rows = Math.ceil(stamps.length / columns)
  const picture = createPicture(columns * side, rows * side)
  for (const [at, stamp] of stamps.entries())
    draw(picture, stamp.picture, (at % columns) * side, Math.floor(at / columns) * side)
  return { picture, stamps, tileset: (firstgid) => tilesetOf(picture, firstgid) }
}

function tilesetOf({ width, height }: Picture, firstgid: number): unknown {
  return {
    columns,
    firstgid,
    image: 'crowns.png',
    imageheight: height,
    imagewidth: width,
    margin: 0,
    name: 'crowns',
    spacing: 0,
    tilecount: columns * (height / side),
    tileheight: side,
    tilewidth: side,
  }
}

/** A crown in the map, by its lower left corner as Tiled has it. */
export function crownObject({ x, y }: Standing, gid: number, id: number): unknown {
  return {
    gid,
    height: side,
    id,
    name: '',
    rotation: 0,
    type: 'crown',
    visible: true,
    width: side,
    x: x * tilePixels,
    y: y * tilePixels + side,
  }
}
