import { noise } from './noise.ts'
import { leaf, pink, red, shade, gold, violet, white, wood, type Colour, type Ramp } from './palette.ts'
import { dot, ellipse, fill, outline, paint, write, type Picture } from './picture.ts'
import { createStamp, type Stamp } from './stamp.ts'

type Ball = readonly [x: number, y: number, radius: number]

// From the back to the front, so that each ball of leaves overlaps the ones above it.
const roundBalls: Ball[] = [
  [24, 12, 9],
  [15, 16, 8],
  [33, 16, 8],
  [24, 19, 10],
  [13, 24, 7],
  [35, 24, 7],
  [20, 27, 8],
  [29, 27, 8],
]
const tallBalls: Ball[] = [
  [24, 8, 7],
  [19, 14, 7],
  [29, 15, 7],
  [24, 19, 8],
  [17, 24, 7],
  [31, 25, 7],
  [24, 28, 8],
]
const wideBalls: Ball[] = [
  [17, 15, 8],
  [30, 14, 9],
  [9, 21, 7],
  [39, 21, 7],
  [23, 19, 9],
  [15, 26, 8],
  [33, 26, 8],
  [24, 28, 7],
]

const oakLeaves: Ramp = [leaf[0], leaf[1], leaf[2], leaf[3]]
const limeLeaves: Ramp = [leaf[1], leaf[2], leaf[3], leaf[4]]
const cherryLeaves: Ramp = [violet[0], pink[0], pink[1], white]
const mapleLeaves: Ramp = [red[0], red[1], red[2], gold[1]]

const crownPlan = ['^^^', '^^^', '^^^']

const stumpRows = [
  '...nnnnnn...',
  '..nppppppn..',
  '.npoppppopn.',
  '.npponoopn..',
  '.nnppppppnn.',
  '.nonnnnnnon.',
  '.noonoonoom.',
  '.monoonoomm.',
  '--mmmmmmmm--',
  '.----------.',
]

/** Trees: a trunk of one tile that blocks, and a crown of three by three, whose lowest middle tile is the trunk's. */
export const treeStamps: Record<string, Stamp> = {
  'oak-trunk': createStamp(['_#_'], (picture) => paintTrunk(picture, 3)),
  'pine-trunk': createStamp(['_#_'], (picture) => paintTrunk(picture, 2)),
  oak: crown(roundBalls, oakLeaves, 1),
  lime: crown(tallBalls, limeLeaves, 2),
  elm: crown(wideBalls, oakLeaves, 3),
  cherry: crown(roundBalls, cherryLeaves, 4),
  maple: crown(tallBalls, mapleLeaves, 5),
  apple: swaying((picture) => {
    paintCrown(picture, roundBalls, limeLeaves, 6)
    for (const [x, y] of [
      [15, 17],
      [24, 13],
      [32, 19],
      [20, 24],
      [29, 28],
      [13, 26],
    ] as const)
      write(picture, x, y, ['qR', 'Rr'])
  }),
  pine: swaying(paintPine),
  bush: createStamp(['#'], (picture) => paintBush(picture, oakLeaves, 7)),
  'rose-bush': createStamp(['#'], (picture) => {
    paintBush(picture, oakLeaves, 8)
    for (const [x, y] of [
      [4, 5],
      [9, 3],
      [11, 8],
      [6, 9],
    ] as const)
      write(picture, x, y, ['Xx', 'xx'])
  }),
  'lime-bush': createStamp(['#'], (picture) => paintBush(picture, limeLeaves, 9)),
  stump: createStamp(['#'], (picture) => write(picture, 2, 3, stumpRows)),
}

function crown(balls: readonly Ball[], leaves: Ramp, seed: number): Stamp {
  return swaying((picture) => {
    paintCrown(picture, balls, leaves, seed)
    const kind = leaves === cherryLeaves ? 'petal' : 'leaf'
    picture.effects.push({ kind, x: 24, y: 28, width: 0, height: 0 })
  })
}

function swaying(paintOn: (picture: Picture) => void): Stamp {
  return { ...createStamp(crownPlan, paintOn), sways: true }
}

function paintCrown(picture: Picture, balls: readonly Ball[], leaves: Ramp, seed: number): void {
  for (const ball of balls) paintBall(picture, ball, leaves, seed)
  outline(picture, leaves[0]!)
}

// Light falls from the north-west; noise breaks the bands into leaves.
function paintBall(picture: Picture, [x, y, radius]: Ball, leaves: Ramp, seed: number): void {
  paint(picture, { x: x - radius, y: y - radius, width: radius * 2, height: radius * 2 }, (column, row) => {
    const dx = (column + 0.5) / radius - 1
    const dy = (row + 0.5) / radius - 1
    if (dx * dx + dy * dy > 1) return 0
    const light = -dx * 0.45 - dy * 0.75 + (noise((x + column) >> 1, y + row, seed) - 0.5) * 0.75
    return leafAt(leaves, light)
  })
}

function leafAt(leaves: Ramp, light: number): Colour {
  return leaves[light < -0.62 ? 0 : light < 0.08 ? 1 : light < 0.62 ? 2 : 3]!
}

function paintPine(picture: Picture): void {
  for (const [top, height, half] of [
    [20, 20, 13],
    [11, 18, 11],
    [2, 17, 9],
  ] as const)
    paintTier(picture, top, height, half)
  outline(picture, leaf[0])
}

function paintTier(picture: Picture, top: number, height: number, half: number): void {
  paint(picture, { x: 24 - half, y: top, width: half * 2, height }, (column, row) => {
    const dx = column + 0.5 - half
    const reach = (half * (row + 1)) / height
    const bottom = height - 3 + ((column + top) % 4 < 2 ? 2 : 0) - Math.abs(dx) * 0.12
    if (Math.abs(dx) > reach || row > bottom) return 0
    if (row > bottom - 2) return leaf[0]
    const light = -dx / half + (noise((column + top) >> 1, row + top, 21) - 0.5) * 0.9
    return light > 0.35 ? leaf[2] : light > -0.45 ? leaf[1] : leaf[0]
  })
}

function paintTrunk(picture: Picture, half: number): void {
  ellipse(picture, 25, 12, 13, 4, shade)
  fill(picture, 24 - half, 0, half * 2, 13, wood[1])
  fill(picture, 24 - half, 0, 1, 13, wood[0])
  fill(picture, 23 + half, 0, 1, 13, wood[0])
  fill(picture, 24 - half + 1, 2, 1, 10, wood[2])
  for (const x of [24 - half - 1, 24 + half]) fill(picture, x, 11, 1, 2, wood[0])
  fill(picture, 24 - half, 13, half * 2, 1, wood[0])
}

function paintBush(picture: Picture, leaves: Ramp, seed: number): void {
  for (const ball of [
    [8, 6, 5],
    [4, 9, 4],
    [12, 9, 4],
    [8, 10, 5],
  ] as const)
    paintBall(picture, ball, leaves, seed)
  outline(picture, leaves[0]!)
  for (let x = 3; x < 14; x++) dot(picture, x, 15, shade)
}
