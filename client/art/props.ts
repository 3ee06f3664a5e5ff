import { earth, gold, ink, leaf, red, shade, stone, water, white, wood, type Colour, type Ramp } from './palette.ts'
import { box, dot, ellipse, fill, paint, write, type Picture, type SeatKind } from './picture.ts'
import { createStamp, type Stamp } from './stamp.ts'

const boatRows = [
  '..mmmmmmmmmmmmmmmmmmmmmmm...',
  '.mppppppppppppppppppppppom..',
  'mpoooooooooooonnnooooooonpm.',
  'mpnnnnnnnnnnnnpppnnnnnnnnom.',
  'mpoooooooooooonnnooooooonom.',
  '.mooooooooooooooooooooooom..',
  '..mmnnnnnnnnnnnnnnnnnnnmm...',
  '...9.mmmmmmmmmmmmmmmm.9.....',
  '.....9999.....9999..........',
]
const reedRows = [
  '..n.....n...',
  '..n..n..n...',
  '..n..n..3...',
  '..3..n..3.3.',
  '3.3..3..3.3.',
  '3.3..3.33.3.',
  '33.3.3.3.33.',
  '.3.3.33.33..',
  '.33.333.33..',
  '.33323323...',
  '..2332223...',
  '...9..9.....',
]
const chairRows = [
  'mm.........',
  'mo.........',
  'mo.........',
  'mo.........',
  'mooooooooo.',
  'mpppppppppm',
  'mooooooooom',
  'mm.mmmmm.mm',
  'mm.......mm',
  '-m-------m-',
]
const stoneRows = [
  '.tttttttttt.',
  'tZZZZZZZZZSt',
  'tZZZZZZZZSSt',
  'tSSSSSSSSSst',
  'tsssssssssst',
  '.tttttttttt.',
  '.----------.',
]
/** Where notes can be pinned to the board; the viewer pins as many as there are open posts. */
const notePlaces = [6, 14, 22, 30, 38, 46, 54].flatMap((x, at) => [
  { x, y: 17 + (at % 2) },
  { x: x + 1, y: 26 - (at % 2) },
])

const pennants = [red[1], gold[1], water[2], white] as const

/** Things that stand about in town. */
export const propStamps: Record<string, Stamp> = {
  lamp: createStamp(['^', '#'], paintLamp),
  bench: createStamp(['__'], paintBench),
  'chair-east': seat('seat-east', (picture) => write(picture, 2, 4, chairRows)),
  'chair-west': seat('seat-west', (picture) => write(picture, 4, 4, chairRows.map(mirrored))),
  'stone-south': seat('seat-south', (picture) => write(picture, 2, 8, stoneRows)),
  'stone-east': seat('seat-east', (picture) => write(picture, 2, 8, stoneRows)),
  'stone-west': seat('seat-west', (picture) => write(picture, 2, 8, stoneRows)),
  well: createStamp(['AA', '##', '##'], paintWell),
  fountain: createStamp(['####', '####', '####', '####'], paintFountain),
  board: createStamp(['^^^^', '####', '####'], paintBoard),
  bunting: createStamp(['^^^^^^^'], paintBunting),
  'stall-red': createStamp(['^^^', '###', '###'], (picture) => paintStall(picture, red[1], ['RqR', 'qRR', '.R.'])),
  'stall-blue': createStamp(['^^^', '###', '###'], (picture) => paintStall(picture, water[1], ['8.8', '898', '.8.'])),
  'stall-green': createStamp(['^^^', '###', '###'], (picture) => paintStall(picture, leaf[2], ['.4.', '434', '333'])),
  'stall-gold': createStamp(['^^^', '###', '###'], (picture) => paintStall(picture, gold[0], ['Yyy', 'yff', '.ff'])),
  'parasol-red': createStamp(['^^', '##'], (picture) => paintParasol(picture, red)),
  'parasol-blue': createStamp(['^^', '##'], (picture) => paintParasol(picture, [water[0], water[1], water[2]])),
  barrel: small([
    '..mmmmmm..',
    '.mpooppnm.',
    'mppppppoom',
    'mkkkkkkkkm',
    'moppoonnom',
    'mopooonnnm',
    'mkkkkkkkkm',
    'moppoonnom',
    'mopooonnnm',
    '.mooonnnm.',
    '-.mmmmmm.-',
  ]),
  crate: small([
    'mmmmmmmmmmmm',
    'mppppppppppm',
    'mnnnnnnnnnnm',
    'mponnooonpom',
    'mooponoponom',
    'mooonpoooonm',
    'mooponpooonm',
    'mopooonpoonm',
    'mnnnnnnnnnnm',
    'moooooooooom',
    'mmmmmmmmmmmm',
    '.----------.',
  ]),
  rock: small([
    '....tttt....',
    '..ttZZZStt..',
    '.tZZZSSSSst.',
    'tZZSSSSSsstt',
    'tZSSSSsSsstt',
    'tSSSSsssttst',
    'tsSSsssttstt',
    '.tssstttttt.',
    '--tttttttt--',
    '.----------.',
  ]),
  hay: small([
    '...yyyyyy...',
    '.yyYYYYYYyy.',
    'yYYYyYYYyYYy',
    'yYyYYYYyYYyy',
    'yyyyyyyyyyyy',
    'fyYyYyyYyyff',
    'fyyYyyYyyyff',
    'ffyyfyyyfyff',
    '.ffffffffff.',
    '.----------.',
  ]),
  planter: small([
    '..X.w..X.w..',
    '.XxXwYwXxXw.',
    '.3X3.w3.X3w.',
    '333333333333',
    'nnnnnnnnnnnn',
    'npoopoopooon',
    'nooooooooonn',
    'nmmmmmmmmmmn',
    '.----------.',
  ]),
  mailbox: small([
    '...RRRRR....',
    '..RqqRRRr...',
    '..RRRRRRrYY.',
    '..RwwRRRrY..',
    '..RRRRRRr...',
    '..rrrrrrr...',
    '....no......',
    '....no......',
    '....no......',
    '...-mm--....',
  ]),
  signpost: small([
    '..mm........',
    '.ppppppppo..',
    'ppppppppppo.',
    '.oooooooooo.',
    '..no........',
    '..noppppppo.',
    '..noppppppp.',
    '..noooooooo.',
    '..no........',
    '..no........',
    '-mmnm--.....',
  ]),
  boat: createStamp(['##'], (picture) => write(picture, 1, 3, boatRows)),
  reeds: createStamp(
    ['#'],
    (picture) => write(picture, 2, 1, reedRows),
    (picture) => {
      write(picture, 3, 1, reedRows.slice(0, 5))
      write(picture, 2, 6, reedRows.slice(5))
    },
  ),
}

function small(rows: readonly string[]): Stamp {
  return createStamp(['#'], (picture) => write(picture, Math.floor((16 - rows[0]!.length) / 2), 16 - rows.length, rows))
}

function paintLamp(picture: Picture): void {
  ellipse(picture, 9, 29, 6, 2, shade)
  fill(picture, 7, 11, 2, 18, ink)
  fill(picture, 6, 27, 4, 2, ink)
  fill(picture, 7, 14, 1, 13, stone[0])
  write(picture, 3, 1, [
    '....kk....',
    '..kkkkkk..',
    '.kkkkkkkk.',
    '..kYwYyk..',
    '..kYwYyk..',
    '..kYYYyk..',
    '..kyYyyk..',
    '...kkkk...',
    '....kk....',
    '...kkkk...',
  ])
  picture.effects.push({ kind: 'lamp', x: 8, y: 7, width: 0, height: 0 })
}

function paintBench(picture: Picture): void {
  fill(picture, 3, 13, 27, 3, shade)
  for (const y of [3, 6]) box(picture, 2, y, 28, 4, wood[0], wood[2])
  box(picture, 2, 9, 28, 4, wood[0], wood[3])
  for (const x of [4, 26]) fill(picture, x, 12, 2, 3, wood[0])
  for (const x of [8, 24]) picture.effects.push({ kind: 'seat-south', x, y: 8, width: 0, height: 0 })
}

function seat(kind: SeatKind, paintOn: (picture: Picture) => void): Stamp {
  return createStamp(['_'], (picture) => {
    paintOn(picture)
    picture.effects.push({ kind, x: 8, y: 8, width: 0, height: 0 })
  })
}

function mirrored(row: string): string {
  return [...row].reverse().join('')
}

function paintWell(picture: Picture): void {
  ellipse(picture, 17, 41, 15, 6, shade)
  ellipse(picture, 16, 37, 13, 9, ink)
  ellipse(picture, 16, 37, 12, 8, stone[1])
  for (let x = 5; x < 27; x += 5) fill(picture, x, 39 + (x % 2), 4, 3, stone[2])
  ellipse(picture, 16, 33, 12, 6, stone[3])
  ellipse(picture, 16, 33, 9, 4, ink)
  ellipse(picture, 16, 34, 7, 3, water[0])
  for (const x of [4, 26]) fill(picture, x, 14, 2, 20, wood[1])
  paint(picture, { x: 1, y: 3, width: 30, height: 14 }, (x, y) => {
    const margin = Math.max(0, 8 - y)
    if (x < margin || x >= 30 - margin) return 0
    if (y === 0 || y === 13 || x === margin || x === 29 - margin) return ink
    return y % 4 === 3 ? red[0] : y < 5 ? red[2] : red[1]
  })
}

function paintFountain(picture: Picture): void {
  ellipse(picture, 33, 37, 30, 25, shade)
  ellipse(picture, 32, 36, 29, 24, ink)
  ellipse(picture, 32, 36, 28, 23, stone[1])
  ellipse(picture, 32, 32, 28, 22, stone[3])
  ellipse(picture, 32, 32, 24, 18, stone[0])
  ellipse(picture, 32, 34, 24, 16, water[1])
  for (const [x, y, width] of [
    [14, 30, 6],
    [44, 31, 7],
    [18, 41, 7],
    [39, 43, 6],
    [28, 46, 9],
  ] as const)
    fill(picture, x, y, width, 1, water[2])
  ellipse(picture, 32, 38, 10, 5, water[3])
  ellipse(picture, 32, 37, 8, 4, stone[1])
  fill(picture, 28, 22, 8, 15, stone[2])
  fill(picture, 28, 22, 2, 15, stone[3])
  fill(picture, 34, 22, 2, 15, stone[1])
  ellipse(picture, 32, 22, 12, 5, stone[0])
  ellipse(picture, 32, 21, 11, 4, stone[3])
  ellipse(picture, 32, 21, 8, 2.5, water[2])
  paintJets(picture)
  picture.effects.push({ kind: 'spray', x: 32, y: 16, width: 0, height: 0 })
  for (const [x, y] of [
    [14, 36],
    [32, 24],
    [50, 36],
  ] as const)
    picture.effects.push({ kind: 'lantern', x, y, width: 0, height: 0 })
}

function paintJets(picture: Picture): void {
  fill(picture, 31, 8, 2, 13, water[3])
  fill(picture, 30, 6, 4, 4, white)
  for (const side of [-1, 1]) {
    for (let at = 0; at < 11; at++) {
      const y = Math.round(10 - at * 0.9 + (at * at) / 7)
      dot(picture, 32 + side * at - (side < 0 ? 1 : 0), y, at % 3 === 0 ? white : water[3])
    }
    for (let y = 24; y < 36; y++) dot(picture, 32 + side * 9, y, y % 3 === 0 ? white : water[3])
  }
}

function paintBoard(picture: Picture): void {
  fill(picture, 4, 43, 58, 4, shade)
  for (const x of [5, 55]) box(picture, x, 8, 4, 38, ink, wood[2])
  box(picture, 2, 11, 60, 27, ink, wood[1])
  fill(picture, 4, 13, 56, 23, earth[1])
  paint(picture, { x: 0, y: 1, width: 64, height: 11 }, (x, y) => {
    const margin = Math.max(0, 6 - y)
    if (x < margin || x >= 64 - margin) return 0
    if (y === 0 || y === 10 || x === margin || x === 63 - margin) return ink
    return y % 4 === 3 ? red[0] : y < 4 ? red[2] : red[1]
  })
  picture.effects.push({ kind: 'lantern', x: 32, y: 18, width: 0, height: 0 })
  picture.effects.push(...notePlaces.map((place) => ({ kind: 'note' as const, ...place, width: 6, height: 8 })))
}

// Between two lamps that stand in its first tile and its last.
function paintBunting(picture: Picture): void {
  const from = 9
  const width = picture.width - 2 * from
  const sag = (x: number) => 1 + Math.round(8 * (1 - ((2 * x) / (width - 1) - 1) ** 2))
  for (let x = 0; x < width; x++) dot(picture, from + x, sag(x), ink)
  for (let x = 2, at = 0; x < width - 5; x += 8, at++) {
    for (let row = 0; row < 3; row++)
      fill(picture, from + x + row, sag(x + 2) + 1 + row, 5 - 2 * row, 1, pennants[at % pennants.length]!)
  }
}

function paintStall(picture: Picture, colour: Colour, goods: readonly string[]): void {
  fill(picture, 3, 43, 44, 4, shade)
  for (const x of [3, 43]) fill(picture, x, 14, 2, 31, wood[0])
  box(picture, 2, 30, 44, 15, ink, wood[2])
  for (let x = 8; x < 44; x += 7) fill(picture, x, 36, 1, 8, wood[1])
  fill(picture, 3, 31, 42, 4, wood[3])
  for (let x = 5; x < 42; x += 5) write(picture, x, 29, goods)
  fill(picture, 5, 21, 38, 4, shade)
  paintAwning(picture, 1, 3, 46, 19, colour)
  picture.effects.push({ kind: 'lantern', x: 24, y: 27, width: 0, height: 0 })
}

/** A striped awning with a scalloped hem. */
export function paintAwning(
  picture: Picture,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: Colour,
): void {
  paint(picture, { x, y, width, height }, (column, row) => {
    const hem = height - 1 - (column % 6 === 0 || column % 6 === 5 ? 2 : 0)
    if (row > hem) return 0
    if (row === 0 || row === hem || column === 0 || column === width - 1) return ink
    if (row > height - 6 && row < height - 4) return shade
    return Math.floor(column / 6) % 2 === 0 ? colour : white
  })
}

function paintParasol(picture: Picture, cloth: Ramp): void {
  ellipse(picture, 17, 28, 13, 3, shade)
  ellipse(picture, 16, 25, 8, 4, wood[0])
  ellipse(picture, 16, 24, 8, 4, wood[3])
  fill(picture, 15, 10, 2, 15, wood[1])
  write(picture, 10, 22, ['www', 'wdw'])
  write(picture, 19, 23, ['qqw', 'www'])
  paint(picture, { x: 1, y: 1, width: 30, height: 16 }, (x, y) => {
    const dx = (x - 14.5) / 15
    const dy = (y - 15) / 15
    const hem = 13 + (Math.floor(x / 5) % 2) * 2
    if (dx * dx + dy * dy > 1 || y > hem) return 0
    if (dx * dx + dy * dy > 0.88 || y === hem) return cloth[0]!
    const wedge = Math.floor((Math.atan2(dx, 1.25 - (y + 4) / 20) / Math.PI) * 9 + 9)
    return wedge % 2 === 0 ? cloth[1]! : white
  })
}
