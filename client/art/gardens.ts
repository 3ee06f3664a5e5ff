import { octagonIn } from './nature.ts'
import type { PlacePlan } from './places.ts'
import { cover, fence, isTaken, plant, reserve, stand, tilesIn, type Plot } from './plot.ts'
import type { Rail } from './rails.ts'
import type { Rectangle } from './masonry.ts'

/** Lays out the pond, the gardens and the fields. */
export function layGardens(plot: Plot): PlacePlan[] {
  layFields(plot)
  return [layPond(plot), layRoseGarden(plot), layOrchard(plot), layPark(plot)]
}

function layPond(plot: Plot): PlacePlan {
  const area = { x: 2, y: 31, width: 10, height: 9 }
  cover(plot, 'water', octagonIn(plot, { x: 3, y: 33, width: 8, height: 6 }, 1))
  cover(plot, 'sand', octagonIn(plot, area, 2))
  stand(plot, 'boat', 7, 36)
  for (const [x, y] of [
    [4, 35],
    [5, 37],
    [8, 34],
  ] as const)
    stand(plot, 'lilies', x, y)
  for (const [x, y] of [
    [3, 33],
    [10, 38],
    [10, 33],
  ] as const)
    stand(plot, 'reeds', x, y)
  return { id: 'pond', kind: 'garden', label: 'Mill Pond', area, entrance: { x: 7, y: 32 } }
}

function layRoseGarden(plot: Plot): PlacePlan {
  const area = { x: 45, y: 32, width: 7, height: 7 }
  hedgeIn(plot, 'rose-hedge', area, [
    { x: 48, y: 32 },
    { x: 45, y: 35 },
  ])
  cover(plot, 'path', tilesIn(plot, { x: 48, y: 31, width: 1, height: 7 }))
  cover(plot, 'path', tilesIn(plot, { x: 44, y: 35, width: 7, height: 1 }))
  for (const [x, y, kind] of [
    [46, 33, 'roses-2'],
    [49, 33, 'tulips-2'],
    [46, 36, 'violets-2'],
    [49, 36, 'buttercups-2'],
  ] as const) {
    for (const tile of tilesIn(plot, { x, y, width: 2, height: 2 }))
      if (!isTaken(plot, tile)) stand(plot, kind, tile.x, tile.y)
  }
  stand(plot, 'rose-bush', 46, 33)
  stand(plot, 'rose-bush', 50, 33)
  return { id: 'garden-1', kind: 'garden', label: 'Rose Garden', area, entrance: { x: 48, y: 33 } }
}

function hedgeIn(plot: Plot, rail: Rail, area: Rectangle, gates: readonly { x: number; y: number }[]): void {
  const { x, y, width, height } = area
  const isEdge = (tile: { x: number; y: number }) =>
    tile.x === x || tile.y === y || tile.x === x + width - 1 || tile.y === y + height - 1
  const isGate = (tile: { x: number; y: number }) => gates.some((gate) => gate.x === tile.x && gate.y === tile.y)
  fence(
    plot,
    rail,
    tilesIn(plot, area).filter((tile) => isEdge(tile) && !isGate(tile)),
  )
}

function layOrchard(plot: Plot): PlacePlan {
  const area = { x: 3, y: 42, width: 12, height: 8 }
  for (const y of [43, 46, 49]) for (const x of [4, 7, 10, 13]) plant(plot, 'apple', x, y)
  stand(plot, 'crate', 8, 46)
  reserve(plot, tilesIn(plot, area))
  return { id: 'garden-2', kind: 'garden', label: 'Old Orchard', area, entrance: { x: 8, y: 47 } }
}

function layPark(plot: Plot): PlacePlan {
  const area = { x: 61, y: 32, width: 8, height: 5 }
  stand(plot, 'bench', 64, 33)
  for (const [x, kind] of [
    [62, 'cherry'],
    [67, 'maple'],
  ] as const)
    plant(plot, kind, x, 34)
  for (const tile of tilesIn(plot, { x: 61, y: 35, width: 3, height: 2 })) stand(plot, 'daisies-2', tile.x, tile.y)
  reserve(plot, tilesIn(plot, area))
  return { id: 'garden-3', kind: 'garden', label: 'Riverside Park', area, entrance: { x: 65, y: 35 } }
}

const fields = [
  { x: 16, width: 6, crop: 'wheat' },
  { x: 23, width: 5, crop: 'cabbage' },
  { x: 36, width: 5, crop: 'carrots' },
  { x: 42, width: 6, crop: 'pumpkins' },
] as const

function layFields(plot: Plot): void {
  for (const { x, width, crop } of fields) {
    const field = tilesIn(plot, { x, y: 53, width, height: 4 })
    reserve(plot, tilesIn(plot, { x: x - 1, y: 53, width: width + 2, height: 5 }))
    cover(plot, 'soil', field)
    for (const tile of field) stand(plot, crop, tile.x, tile.y)
  }
  for (const [x, y] of [
    [29, 54],
    [30, 55],
    [35, 54],
  ] as const)
    stand(plot, 'hay', x, y)
}
