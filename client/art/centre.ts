import { castShadow } from './homes.ts'
import type { Rectangle } from './masonry.ts'
import { octagonIn } from './nature.ts'
import type { PlacePlan } from './places.ts'
import { cover, fence, plant, reserve, stand, tilesIn, type Plot } from './plot.ts'

type Landmark = { x: number; y: number; columns: number; rows: number; forecourt: Rectangle; ground: 'plaza' | 'path' }

/** Builds the square and the public buildings. */
export function buildCentre(plot: Plot): PlacePlan[] {
  return [
    ...buildSquare(plot),
    buildTownHall(plot),
    buildCafe(plot),
    buildBank(plot),
    buildMarket(plot),
    buildAcademy(plot),
    buildArena(plot),
    buildPowerHouse(plot),
  ]
}

function pave(plot: Plot, ground: 'plaza' | 'path', area: Rectangle): void {
  cover(plot, ground, tilesIn(plot, area))
}

// The wall of a building is its lowest three rows.
function build(plot: Plot, name: string, { x, y, columns, rows, forecourt, ground }: Landmark): void {
  stand(plot, name, x, y)
  castShadow(plot, x + columns, y + rows - 3, 3)
  pave(plot, ground, forecourt)
}

function buildSquare(plot: Plot): PlacePlan[] {
  const area = { x: 25, y: 24, width: 19, height: 13 }
  cover(plot, 'plaza', octagonIn(plot, area, 2))
  cover(plot, 'inlay', octagonIn(plot, { x: 30, y: 27, width: 10, height: 8 }, 2))
  stand(plot, 'fountain', 33, 29)
  stand(plot, 'board', 27, 23)
  for (const [x, y] of [
    [26, 27],
    [42, 27],
    [27, 35],
    [41, 35],
    [31, 25],
    [37, 25],
  ] as const)
    stand(plot, 'lamp', x, y - 1)
  for (const [x, y] of [
    [31, 36],
    [36, 36],
    [38, 26],
  ] as const)
    stand(plot, 'bench', x, y)
  seatAroundFountain(plot)
  for (const [x, y] of [
    [28, 33],
    [40, 33],
    [41, 26],
  ] as const)
    plant(plot, 'cherry', x, y)
  for (const [x, y] of [
    [27, 33],
    [29, 33],
    [39, 33],
    [41, 33],
    [40, 26],
    [38, 25],
    [39, 25],
    [30, 36],
    [38, 36],
  ] as const)
    stand(plot, 'planter', x, y)
  // Backs to the benches, so that nobody takes a short cut over them.
  for (const x of [31, 36]) fence(plot, 'hedge', tilesIn(plot, { x, y: 37, width: 2, height: 1 }))
  stand(plot, 'bunting', 31, 24)
  return [
    { id: 'square', kind: 'square', label: 'Village Square', area, entrance: { x: 34, y: 27 } },
    {
      id: 'board',
      kind: 'board',
      label: 'Bulletin Board',
      area: { x: 27, y: 26, width: 4, height: 2 },
      entrance: { x: 28, y: 26 },
    },
  ]
}

function seatAroundFountain(plot: Plot): void {
  for (const [side, x, y] of [
    ['south', 33, 33],
    ['south', 36, 33],
    ['west', 32, 29],
    ['west', 32, 31],
    ['east', 37, 29],
    ['east', 37, 31],
  ] as const)
    stand(plot, `stone-${side}`, x, y)
}

function buildTownHall(plot: Plot): PlacePlan {
  const forecourt = { x: 29, y: 22, width: 11, height: 2 }
  build(plot, 'town-hall', { x: 29, y: 13, columns: 11, rows: 9, forecourt, ground: 'plaza' })
  for (const x of [29, 39]) stand(plot, 'planter', x, 22)
  return { id: 'town-hall', kind: 'town-hall', label: 'Town Hall', area: forecourt, entrance: { x: 34, y: 22 } }
}

function buildCafe(plot: Plot): PlacePlan {
  const terrace = { x: 15, y: 23, width: 8, height: 4 }
  build(plot, 'cafe', { x: 16, y: 16, columns: 7, rows: 7, forecourt: terrace, ground: 'plaza' })
  for (const [x, parasol] of [
    [16, 'red'],
    [21, 'blue'],
  ] as const)
    stand(plot, `parasol-${parasol}`, x, 24)
  for (const [chair, x] of [
    ['chair-east', 15],
    ['chair-west', 18],
    ['chair-east', 20],
  ] as const)
    stand(plot, chair, x, 25)
  for (const x of [16, 20]) stand(plot, 'bench', x, 26)
  stand(plot, 'planter', 15, 23)
  return { id: 'cafe', kind: 'cafe', label: 'Copper Kettle Café', area: terrace, entrance: { x: 19, y: 23 } }
}

function buildBank(plot: Plot): PlacePlan {
  const forecourt = { x: 45, y: 23, width: 7, height: 4 }
  build(plot, 'bank', { x: 45, y: 16, columns: 7, rows: 7, forecourt, ground: 'plaza' })
  for (const x of [45, 51]) stand(plot, 'planter', x, 23)
  for (const x of [46, 50]) stand(plot, 'lamp', x, 25)
  return { id: 'bank', kind: 'bank', label: 'Village Bank', area: forecourt, entrance: { x: 48, y: 23 } }
}

function buildMarket(plot: Plot): PlacePlan {
  const area = { x: 13, y: 32, width: 11, height: 8 }
  pave(plot, 'plaza', area)
  const stalls = [
    [14, 31, 'red'],
    [20, 31, 'blue'],
    [14, 35, 'green'],
    [20, 35, 'gold'],
  ] as const
  for (const [x, y, colour] of stalls) stand(plot, `stall-${colour}`, x, y)
  for (const [x, y, thing] of [
    [13, 33, 'barrel'],
    [23, 33, 'crate'],
    [13, 37, 'crate'],
    [23, 37, 'hay'],
    [17, 33, 'crate'],
  ] as const) {
    stand(plot, thing, x, y)
  }
  return { id: 'market', kind: 'market', label: 'Market', area, entrance: { x: 18, y: 34 } }
}

function buildAcademy(plot: Plot): PlacePlan {
  const yard = { x: 3, y: 23, width: 11, height: 4 }
  build(plot, 'academy', {
    x: 3,
    y: 15,
    columns: 11,
    rows: 8,
    forecourt: { x: 7, y: 23, width: 3, height: 5 },
    ground: 'path',
  })
  for (const [x, y] of [
    [4, 24],
    [12, 24],
  ] as const)
    plant(plot, 'lime', x, y)
  for (const x of [6, 10]) stand(plot, 'lamp', x, 24)
  for (const x of [4, 11]) stand(plot, 'bench', x, 26)
  reserve(plot, tilesIn(plot, yard))
  return { id: 'academy', kind: 'academy', label: 'Academy', area: yard, entrance: { x: 8, y: 23 } }
}

function buildArena(plot: Plot): PlacePlan {
  stand(plot, 'arena', 61, 14)
  pave(plot, 'plaza', { x: 66, y: 28, width: 7, height: 3 })
  for (const [x, y] of [
    [66, 29],
    [72, 29],
  ] as const)
    stand(plot, 'lamp', x, y - 1)
  return {
    id: 'arena',
    kind: 'arena',
    label: 'Arena',
    area: { x: 65, y: 17, width: 9, height: 11 },
    entrance: { x: 69, y: 27 },
  }
}

function buildPowerHouse(plot: Plot): PlacePlan {
  const yard = { x: 64, y: 46, width: 11, height: 4 }
  build(plot, 'power-house', { x: 65, y: 38, columns: 9, rows: 8, forecourt: yard, ground: 'plaza' })
  for (const [x, thing] of [
    [64, 'barrel'],
    [74, 'crate'],
  ] as const)
    stand(plot, thing, x, 46)
  stand(plot, 'crate', 74, 47)
  return { id: 'power-house', kind: 'power-house', label: 'Power House', area: yard, entrance: { x: 69, y: 46 } }
}
