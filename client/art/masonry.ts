import { noise } from './noise.ts'
import {
  cream,
  dusk,
  earth,
  gold,
  ink,
  red,
  shade,
  stone,
  water,
  white,
  wood,
  type Colour,
  type Ramp,
} from './palette.ts'
import { box, dot, ellipse, fill, paint, write, type Picture } from './picture.ts'

export type Rectangle = { x: number; y: number; width: number; height: number }
export type Material = 'plaster' | 'timber' | 'planks' | 'stone' | 'brick'

const materials: Record<Material, (x: number, y: number) => Colour> = {
  plaster: (x, y) => (noise(x, y, 41) < 0.03 ? dusk : cream),
  timber: (x, y) => (x % 20 < 2 || y === 14 ? wood[1] : noise(x, y, 42) < 0.03 ? dusk : cream),
  planks: (x, y) => (y % 5 === 4 ? wood[1] : noise(x >> 2, y, 43) < 0.12 ? wood[2] : wood[3]),
  stone: (x, y) => courses(x, y, 12, 6, [stone[1], stone[2], stone[3]]),
  brick: (x, y) => courses(x, y, 8, 4, [red[0], red[1], red[2]]),
}

function courses(x: number, y: number, length: number, height: number, [joint, plain, light]: Ramp): Colour {
  const row = Math.floor(y / height)
  const across = x + (row % 2) * (length / 2)
  if (y % height === height - 1 || across % length === length - 1) return joint!
  return noise(Math.floor(across / length), row, 44) < 0.3 ? light! : plain!
}

/** A wall with a shadow under the eaves and a stone footing. */
export function paintWall(picture: Picture, { x, y, width, height }: Rectangle, material: Material): void {
  box(picture, x, y, width, height, ink, cream)
  paint(picture, { x: x + 1, y, width: width - 2, height: height - 1 }, materials[material])
  fill(picture, x + width - 3, y, 2, height - 1, shade)
  paint(picture, { x: x + 1, y: y + height - 5, width: width - 2, height: 4 }, (column, row) =>
    row === 0 ? stone[3] : column % 7 === 6 ? stone[0] : stone[1],
  )
  fill(picture, x + 1, y, width - 2, 4, shade)
}

/** A roof seen from the front: shingles that narrow towards the ridge by `slope` pixels on each side. */
export function paintRoof(picture: Picture, area: Rectangle, tiles: Ramp, slope = 6): void {
  const { width, height } = area
  paint(picture, area, (x, y) => {
    const margin = Math.round(slope * (1 - y / height))
    if (x < margin || x >= width - margin) return 0
    if (y === 0 || y === height - 1 || x === margin || x === width - 1 - margin) return ink
    if (y >= height - 3) return y === height - 3 ? tiles[2]! : tiles[0]!
    if (y < 4) return y === 3 ? tiles[0]! : (x - margin) % 6 === 5 ? tiles[1]! : tiles[2]!
    if (x === width - 2 - margin) return tiles[0]!
    return x === margin + 1 ? tiles[2]! : shingle(x, y - 4, tiles)
  })
}

function shingle(x: number, y: number, tiles: Ramp): Colour {
  const row = Math.floor(y / 5)
  const across = x + (row % 2) * 4
  const isRound = across % 8 === 7 || (y % 5 === 4 && across % 8 !== 3 && across % 8 !== 2 && across % 8 !== 4)
  if (isRound || y % 5 === 4) return tiles[0]!
  const kind = noise(across >> 3, row, 51)
  return y % 5 === 0 && kind > 0.35 ? tiles[2]! : kind > 0.93 ? tiles[2]! : tiles[1]!
}

/** A gable that faces the viewer: a triangle of wall under two sloping edges of roof. */
export function paintGable(
  picture: Picture,
  { x, y, width, height }: Rectangle,
  tiles: Ramp,
  material: Material,
): void {
  paint(picture, { x, y, width, height }, (column, row) => {
    const middle = (width - 1) / 2
    const inside = ((row + 1) / height) * (width / 2) - Math.abs(column - middle)
    if (inside < 0) return 0
    if (inside < 1.2) return ink
    if (inside < 4.2) return tiles[2]!
    if (inside < 6.2) return tiles[0]!
    return inside < 8.2 ? dusk : materials[material](column, row)
  })
}

export function paintDoor(picture: Picture, x: number, y: number, width: number, height: number, colours: Ramp): void {
  box(picture, x - 1, y - 1, width + 2, height + 1, ink, wood[0])
  paint(picture, { x, y, width, height }, (column, row) => {
    if ((row === 0 && (column < 2 || column >= width - 2)) || (row === 1 && (column === 0 || column === width - 1)))
      return wood[0]
    return column % 4 === 3 ? colours[0]! : row === 2 || row === height - 5 ? colours[2]! : colours[1]!
  })
  fill(picture, x + width - 4, y + (height >> 1), 2, 2, gold[1])
  fill(picture, x - 2, y + height, width + 4, 2, stone[3])
  fill(picture, x - 2, y + height + 2, width + 4, 1, stone[1])
}

/** A window with a cross; `lit` ones glow. */
export function paintWindow(picture: Picture, x: number, y: number, width: number, height: number, lit = false): void {
  const [dark, light] = lit ? [gold[0], gold[1]] : [water[1], water[2]]
  box(picture, x, y, width, height, wood[0], dark)
  paint(picture, { x: x + 1, y: y + 1, width: width - 2, height: height - 2 }, (column, row) => {
    if (column === (width >> 1) - 1 || row === (height >> 1) - 1) return wood[1]
    return column + row < 5 ? (column + row === 3 ? white : light) : dark
  })
  fill(picture, x - 1, y + height, width + 2, 1, stone[3])
  fill(picture, x - 1, y + height + 1, width + 2, 1, shade)
  picture.effects.push({ kind: 'window', x: x + 1, y: y + 1, width: width - 2, height: height - 2 })
}

/** Shutters and a box of flowers for a window. */
export function paintShutters(
  picture: Picture,
  x: number,
  y: number,
  width: number,
  height: number,
  colours: Ramp,
): void {
  for (const left of [x - 4, x + width]) {
    box(picture, left, y, 4, height, colours[0]!, colours[1]!)
    for (let row = 2; row < height - 1; row += 2) fill(picture, left + 1, y + row, 2, 1, colours[0]!)
  }
  fill(picture, x - 1, y + height, width + 2, 3, wood[1])
  for (let at = 0; at < width; at += 3) write(picture, x + at, y + height - 2, ['xX', '33'])
}

export function paintChimney(picture: Picture, x: number, y: number, width: number, height: number): void {
  box(picture, x, y, width, height, ink, red[0])
  paint(picture, { x: x + 1, y: y + 1, width: width - 2, height: height - 1 }, materials.brick)
  fill(picture, x + width - 3, y + 1, 2, height - 2, shade)
  box(picture, x - 1, y, width + 2, 5, ink, stone[2])
  fill(picture, x + 2, y + 1, width - 4, 2, ink)
  picture.effects.push({ kind: 'smoke', x: x + (width >> 1), y, width: 0, height: 0 })
}

/** A column with a base and a head. */
export function paintColumn(picture: Picture, x: number, y: number, height: number): void {
  box(picture, x, y, 9, height, stone[0], stone[3])
  fill(picture, x + 2, y, 1, height, white)
  fill(picture, x + 6, y, 2, height, stone[2])
  for (const end of [y, y + height - 5]) box(picture, x - 2, end, 13, 5, stone[0], stone[3])
}

const signs = {
  cup: [
    '.w.w......',
    '..w.w.....',
    '..........',
    'wwwwwww...',
    'wwwwwwwww.',
    'wwwwwww.w.',
    'wwwwwwwww.',
    '.wwwww....',
    'ddddddd...',
  ],
  coin: ['..yyyy..', '.yYYYYy.', 'yYYffYYy', 'yYfYYYYy', 'yYYffYYy', 'yYYYYfYy', 'yYYffYYy', '.yYYYYy.', '..yyyy..'],
  book: [
    '.wwww.wwww.',
    'wSSSwwwSSSw',
    'wwwwwwwwwww',
    'wSSSwwwSSSw',
    'wwwwwwwwwww',
    'wSSSwwwSSSw',
    'wwwwwwwwwww',
    'RRRRRRRRRRR',
  ],
  bolt: ['....YYY.', '...YYY..', '..YYY...', '.YYYYYY.', '....YY..', '...YY...', '..YY....', '..Y.....'],
  swords: [
    'Z.......Z',
    'ZZ.....ZZ',
    '.ZZ...ZZ.',
    '..ZZ.ZZ..',
    '...ZZZ...',
    '..ZZ.ZZ..',
    'y.Z...Z.y',
    '.y.....y.',
    'f.y...y.f',
  ],
} as const

/** A round board with a sign on it, about 18 pixels wide, around its middle. */
export function paintSign(picture: Picture, x: number, y: number, sign: keyof typeof signs): void {
  const rows = signs[sign]
  ellipse(picture, x, y, 10, 9, ink)
  ellipse(picture, x, y, 9, 8, wood[1])
  write(picture, x - Math.floor(rows[0].length / 2), y - Math.floor(rows.length / 2), rows)
}

/** A flag on a pole, whose foot is at the given pixel. */
export function paintFlag(picture: Picture, x: number, y: number, colours: Ramp): void {
  fill(picture, x, y - 18, 1, 18, ink)
  dot(picture, x, y - 19, gold[1])
  paint(picture, { x: x + 1, y: y - 17, width: 11, height: 8 }, (column, row) => {
    const wave = column > 6 ? 1 : 0
    if (row < wave || row > 6 + wave) return 0
    return row === 6 + wave || column === 10 ? colours[0]! : row === 3 + wave ? gold[1] : colours[1]!
  })
}

/** A clock's face around its middle. */
export function paintClock(picture: Picture, x: number, y: number): void {
  ellipse(picture, x, y, 9, 9, ink)
  ellipse(picture, x, y, 8, 8, gold[0])
  ellipse(picture, x, y, 6.5, 6.5, white)
  fill(picture, x, y - 5, 1, 5, ink)
  fill(picture, x, y, 4, 1, ink)
  for (const [dx, dy] of [
    [0, -6],
    [0, 5],
    [-6, 0],
    [5, 0],
  ] as const)
    dot(picture, x + dx, y + dy, earth[0])
}
