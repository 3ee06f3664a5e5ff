import { noise } from './noise.ts'
import { leaf } from './palette.ts'
import { createTiles, paint, write, type Picture } from './picture.ts'
import { createStamp, type Stamp } from './stamp.ts'

/** Grass of one of several kinds: 0 to 2 are smooth, 3 to 7 have tufts. */
export const grassVariants = 8

export function drawGrass(variant: number): Picture {
  const tile = createTiles(1, 1)
  paint(tile, { x: 0, y: 0, width: 16, height: 16 }, (x, y) => {
    const chance = noise(x, y, variant + 100)
    return chance < 0.012 ? leaf[2] : chance > 0.965 ? leaf[4] : leaf[3]
  })
  const tufts = variant < 3 ? 0 : 1 + (variant % 3)
  for (let tuft = 0; tuft < tufts; tuft++) {
    const x = 1 + Math.floor(noise(tuft, variant, 11) * 10)
    const y = 1 + Math.floor(noise(tuft, variant, 12) * 10)
    write(tile, x, y, tuftRows[(tuft + variant) % tuftRows.length]!)
  }
  return tile
}

// Of a plant in the wind, so many rows bend.
const rowsInWind = 3

const tuftRows = [
  ['3.3', '.3.'],
  ['3...3', '.3.3.', '.3.3.'],
  ['.3.3', '3.3.', '.33.'],
]

const blossomSpots = [
  [
    [2, 3],
    [9, 1],
    [6, 9],
    [12, 11],
  ],
  [
    [4, 2],
    [11, 6],
    [2, 10],
  ],
  [
    [7, 4],
    [12, 2],
    [3, 8],
    [9, 12],
    [1, 1],
  ],
] as const

/** Small things that grow on the ground and are walked over. */
export const groundStamps: Record<string, Stamp> = {
  ...blossoms('daisies', ['.w.', 'wYw', '.w.'], '.3.'),
  ...blossoms('tulips', ['R.R', 'RqR', '.R.'], '.2.'),
  ...blossoms('violets', ['.v.', 'vUv', '.v.'], '.2.'),
  ...blossoms('buttercups', ['.Y.', 'YyY', '.Y.'], '.2.'),
  ...blossoms('roses', ['.X.', 'XxX', '.x.'], '.2.'),
  clover: flat([
    '....22.......',
    '...2442......',
    '..244422.22..',
    '...22.2.2442.',
    '.22....244422',
    '2442....22.2.',
    '.22..........',
  ]),
  mushrooms: flat(['.RR......', 'RwRR.....', 'RRRw..RR.', '.cc..RwRR', '.cd...cd.']),
  pebbles: flat(['..SS....', '.SZSs...', '.sSss.S.', '......ss']),
  lilies: flat([
    '..........',
    '.444...X..',
    '44434.XxX.',
    '43444..x..',
    '.333......',
    '......44..',
    '.....4443.',
    '.....333..',
  ]),
  wheat: crop(['..Y..', '.YyY.', '.YyY.', '..y..', '..3..', '..3..']),
  cabbage: crop(['.....', '.444.', '44344', '43434', '.333.', '..-..']),
  carrots: crop(['3.3.3', '.333.', '.434.', '..3..', '..q..', '..-..']),
  pumpkins: crop(['..2..', '.qyq.', 'qyqyq', 'qyqyq', '.RqR.', '.---.']),
  shoots: crop(['.....', '.....', '4...4', '.4.4.', '..3..', '..-..']),
}

function flat(rows: readonly string[]): Stamp {
  return createStamp(['.'], (picture) => write(picture, 2, 4, rows))
}

function crop(rows: readonly string[]): Stamp {
  const paint = (picture: Picture, bent: number) => {
    for (const [x, y] of [
      [1, 0],
      [9, 0],
      [1, 8],
      [9, 8],
    ] as const) {
      write(picture, x + bent, y, rows.slice(0, rowsInWind))
      write(picture, x, y + rowsInWind, rows.slice(rowsInWind))
    }
  }
  return swaying(['.'], paint)
}

// In the wind, what is at the top moves by a pixel.
function swaying(plan: readonly string[], paint: (picture: Picture, bent: number) => void): Stamp {
  return createStamp(
    plan,
    (picture) => paint(picture, 0),
    (picture) => paint(picture, 1),
  )
}

function blossoms(name: string, rows: readonly string[], stem: string): Record<string, Stamp> {
  const stampAt = (spots: (typeof blossomSpots)[number]) =>
    swaying(['.'], (picture, bent) => {
      for (const [x, y] of spots) {
        write(picture, x, y + rows.length, [stem])
        write(picture, x + bent, y, rows)
      }
      picture.effects.push({ kind: 'bloom', x: spots[0][0] + 1, y: spots[0][1] + 1, width: 0, height: 0 })
    })
  return Object.fromEntries(blossomSpots.map((spots, at) => [`${name}-${at}`, stampAt(spots)]))
}
