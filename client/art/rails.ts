import { noise } from './noise.ts'
import { ink, leaf, pink, shade, warning, water, wood } from './palette.ts'
import { box, dot, fill, paint, type Picture } from './picture.ts'
import { createStamp, type Stamp } from './stamp.ts'

/** Things in rows, whose tiles depend on which of the four neighbours go on: bits 1, 2, 4, 8 for north, east, south, west. */
export const rails = ['fence', 'hedge', 'rose-hedge'] as const
export type Rail = (typeof rails)[number]

const painters: Record<Rail, (picture: Picture, sides: number) => void> = {
  fence: paintFence,
  hedge: paintHedge,
  'rose-hedge': (picture, sides) => {
    paintHedge(picture, sides)
    for (const [x, y] of [
      [5, 4],
      [9, 7],
      [7, 10],
      [11, 3],
    ] as const)
      fill(picture, x, y, 2, 2, (x + y) % 2 === 0 ? pink[0] : pink[1])
  },
}

export const railStamps: Record<string, Stamp> = {
  ...Object.fromEntries(
    rails.flatMap((rail) =>
      Array.from({ length: 16 }, (_, sides) => [
        `${rail}-${sides}`,
        createStamp(['#'], (picture) => painters[rail](picture, sides)),
      ]),
    ),
  ),
  bridge: createStamp(['.'], paintPlanks),
  'bridge-rail-north': createStamp(['_'], (picture) => paintRailing(picture, 0)),
  'bridge-rail-south': createStamp(['^'], (picture) => paintRailing(picture, 7)),
  'bridge-side': createStamp(['.'], paintBridgeSide),
  'shadow-east-top': createStamp(['.'], (picture) =>
    paint(picture, { x: 0, y: 0, width: 7, height: 16 }, (x, y) => (x < y - 4 ? shade : 0)),
  ),
  'shadow-east': createStamp(['.'], (picture) => fill(picture, 0, 0, 7, 16, shade)),
  'shadow-east-foot': createStamp(['.'], (picture) =>
    paint(picture, { x: 0, y: 0, width: 7, height: 14 }, (x, y) => (x + y < 17 ? shade : 0)),
  ),
  blocked: createStamp(['.'], (picture) => fill(picture, 0, 0, 16, 16, warning)),
}

function paintFence(picture: Picture, sides: number): void {
  const [north, east, south, west] = [1, 2, 4, 8].map((side) => (sides & side) !== 0)
  const left = west ? 0 : 6
  const right = east ? 16 : 10
  if (north) paintUpright(picture, 0)
  if (south) paintUpright(picture, 8)
  if (east || west) {
    fill(picture, left, 15, right - left, 1, shade)
    for (const y of [6, 10])
      paint(picture, { x: left, y, width: right - left, height: 3 }, (_, row) => [wood[3], wood[2], wood[0]][row]!)
  }
  box(picture, 5, 2, 5, 13, wood[0], wood[2])
  fill(picture, 6, 3, 1, 11, wood[3])
  fill(picture, 6, 2, 3, 1, wood[3])
}

function paintUpright(picture: Picture, y: number): void {
  fill(picture, 5, y, 5, 8, wood[0])
  fill(picture, 6, y, 3, 8, wood[2])
  fill(picture, 8, y, 1, 8, wood[1])
}

function paintHedge(picture: Picture, sides: number): void {
  const left = (sides & 8) === 0 ? 1 : 0
  const right = (sides & 2) === 0 ? 15 : 16
  const bottom = (sides & 4) === 0 ? 14 : 16
  paint(picture, { x: left, y: 0, width: right - left, height: bottom }, (column, y) => {
    const x = column + left
    if ((x === left && left > 0) || (x === right - 1 && right < 16) || (y === 0 && (sides & 1) === 0)) return leaf[0]
    if (bottom < 16 && y >= 10) return y === 13 ? leaf[0] : noise(x >> 1, y, 71) < 0.4 ? leaf[0] : leaf[1]
    const chance = noise(x >> 1, y >> 1, 72)
    return chance < 0.25 ? leaf[1] : chance > 0.75 ? leaf[3] : leaf[2]
  })
  if (bottom < 16) fill(picture, left, 14, right - left, 2, shade)
}

function paintPlanks(picture: Picture): void {
  paint(picture, { x: 0, y: 0, width: 16, height: 16 }, (x, y) => {
    if (x % 4 === 3) return wood[1]
    if (noise(x >> 2, y, 73) < 0.06) return wood[1]
    return x % 4 === 0 ? wood[3] : noise(x >> 2, 0, 74) < 0.5 ? wood[2] : wood[3]
  })
}

function paintRailing(picture: Picture, top: number): void {
  fill(picture, 0, top + 8, 16, 1, shade)
  fill(picture, 0, top + 2, 16, 3, wood[0])
  fill(picture, 0, top + 2, 16, 1, wood[3])
  fill(picture, 0, top + 3, 16, 1, wood[2])
  for (const x of [2, 10]) box(picture, x, top, 4, 9, ink, wood[2])
  for (const x of [3, 11]) dot(picture, x, top + 1, wood[3])
}

function paintBridgeSide(picture: Picture): void {
  fill(picture, 0, 0, 16, 3, wood[0])
  fill(picture, 0, 0, 16, 1, wood[1])
  fill(picture, 0, 3, 16, 5, shade)
  for (const x of [3, 12]) fill(picture, x, 0, 2, 9, wood[0])
  for (const x of [2, 11]) fill(picture, x, 9, 4, 1, water[3])
}
