import { noise } from './noise.ts'
import { earth, gold, ink, red, shade, stone, water, white, wood, type Colour } from './palette.ts'
import { box, fill, paint, type Picture } from './picture.ts'
import { paintFlag, paintSign } from './masonry.ts'
import { createStamp, type Stamp } from './stamp.ts'

const middle = { x: 136, y: 96 }
const outer = { x: 132, y: 88 }
const floor = { x: 88, y: 52 }
const wallPixels = 26

/** The arena: an oval bowl with rows of seats around a floor of sand, and a gate of three tiles in the south. */
export const arenaStamp: Stamp = createStamp(
  [
    '    #########    ',
    '  #############  ',
    ' ############### ',
    ' #####.....##### ',
    '#####.......#####',
    '####.........####',
    '####.........####',
    '#####.......#####',
    '#####.......#####',
    ' #####.....##### ',
    ' ######...###### ',
    '  #####...#####  ',
    '   ####...####   ',
    '    ###...###    ',
  ],
  paintArena,
)

function paintArena(picture: Picture): void {
  const area = { x: 0, y: 0, width: picture.width, height: picture.height }
  paint(picture, area, (x, y) => (within(x, y - wallPixels, outer) ? wallColour(x, y) : 0))
  paint(picture, area, (x, y) => (within(x, y, outer) ? bowlColour(x, y) : 0))
  paintGate(picture)
  for (const [x, y] of [
    [52, 70],
    [220, 70],
    [100, 42],
    [172, 42],
  ] as const) {
    picture.effects.push({ kind: 'lamp', x, y, width: 0, height: 0 })
  }
  for (const [x, y] of [
    [30, 40],
    [80, 20],
    [136, 20],
    [192, 20],
    [242, 40],
  ] as const) {
    paintFlag(picture, x, y, x === 136 ? [water[0], water[1]] : [red[0], red[1]])
  }
}

function within(x: number, y: number, radius: { x: number; y: number }): boolean {
  return distance(x, y, radius) <= 1
}

// 1 on the ellipse.
function distance(x: number, y: number, radius: { x: number; y: number }): number {
  return Math.hypot((x + 0.5 - middle.x) / radius.x, (y + 0.5 - middle.y) / radius.y)
}

function wallColour(x: number, y: number): Colour {
  const along = Math.round(Math.asin(Math.max(-1, Math.min(1, (x - middle.x) / outer.x))) * 84)
  const phase = (((along + 9) % 18) + 18) % 18
  const down = y - (middle.y + outer.y * Math.sqrt(Math.max(0, 1 - ((x + 0.5 - middle.x) / outer.x) ** 2)))
  if (distance(x, y - wallPixels + 1, outer) > 0.995 || Math.abs(x - middle.x) > outer.x - 1) return ink
  if (down > wallPixels - 5) return stone[0]
  if (down > 6 && phase > 4 && phase < 14 && (down > 10 || (phase > 5 && phase < 13))) return phase < 7 ? stone[0] : ink
  return down < 3 ? stone[3] : noise(along >> 2, y >> 2, 61) < 0.25 ? stone[3] : stone[2]
}

// From the rim inwards: parapet, rows of seats with stairs between them, the inner wall, the floor.
function bowlColour(x: number, y: number): Colour {
  const rim = distance(x, y, outer)
  const inner = distance(x, y, floor)
  if (inner <= 1) return floorColour(x, y)
  if (rim > 0.988) return ink
  if (rim > 0.93) return rim > 0.975 || rim < 0.945 ? stone[1] : stone[3]
  if (inner < 1.05) return y < middle.y ? wood[1] : ink
  if (inner < 1.09) return gold[0]
  return seatColour(x, y, rim, inner)
}

function seatColour(x: number, y: number, rim: number, inner: number): Colour {
  const part = (inner - 1.09) / (inner - 1.09 + (0.93 - rim) * 1.5)
  const row = Math.floor(part * 5)
  const angle = Math.atan2((y - middle.y) / outer.y, (x - middle.x) / outer.x)
  const sector = ((angle / Math.PI) * 10 + 20.5) % 1
  if (sector < 0.09) return (y & 1) === 0 ? stone[1] : stone[3]
  const inRow = part * 5 - row
  if (inRow < 0.28) return stone[0]
  const isCloth = noise(Math.floor((angle / Math.PI) * 10 + 20.5), row, 62) < 0.35
  return isCloth ? (inRow > 0.75 ? red[2] : red[1]) : inRow > 0.75 ? stone[3] : stone[2]
}

function floorColour(x: number, y: number): Colour {
  const ring = distance(x, y, { x: 40, y: 24 })
  if (!within(x, y - 6, floor) && y < middle.y) return earth[0]
  if (ring > 0.95 && ring < 1.03) return white
  if (Math.abs(x - middle.x) < 1 && ring < 0.95) return white
  const chance = noise(x, y, 63)
  return chance < 0.015 ? earth[1] : chance > 0.95 ? earth[2] : earth[3]
}

function paintGate(picture: Picture): void {
  const left = middle.x - 24
  const top = middle.y + floor.y - 6
  paint(picture, { x: left, y: top, width: 48, height: picture.height - top }, (x, y) => floorColour(left + x, top + y))
  for (const x of [left - 10, left + 48]) paintGatePost(picture, x, top)
  fill(picture, left, top + 8, 6, picture.height - top - 8, shade)
}

function paintGatePost(picture: Picture, x: number, top: number): void {
  box(picture, x, top + 10, 10, picture.height - top - 12, ink, stone[2])
  fill(picture, x + 1, top + 11, 2, picture.height - top - 14, stone[3])
  for (let y = top + 22; y < picture.height - 8; y += 10) fill(picture, x + 1, y, 8, 1, stone[1])
  box(picture, x - 1, top + 6, 12, 7, ink, gold[0])
  paintSign(picture, x + 5, top + 36, 'swords')
  picture.effects.push({ kind: 'lamp', x: x + 5, y: top + 8, width: 0, height: 0 })
}
