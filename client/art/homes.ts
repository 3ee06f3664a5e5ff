import { houseDoorColumn } from './houses.ts'
import { noise } from './noise.ts'
import { cover, fence, isTaken, plant, reserve, stand, tilesIn, type Plot } from './plot.ts'
import type { PlacePlan } from './places.ts'

/** A home by the north-west tile of its house; its yard lies in front, with a gate to the lane. */
type Home = { x: number; y: number; house: string; address: string }

const homes: readonly Home[] = [
  { x: 4, y: 3, house: 'house-red', address: '1 Orchard Lane' },
  { x: 12, y: 3, house: 'house-green', address: '2 Orchard Lane' },
  { x: 20, y: 3, house: 'house-blue', address: '3 Orchard Lane' },
  { x: 28, y: 3, house: 'house-brown', address: '4 Orchard Lane' },
  { x: 36, y: 3, house: 'house-violet', address: '5 Orchard Lane' },
  { x: 44, y: 3, house: 'house-slate', address: '6 Orchard Lane' },
  { x: 62, y: 3, house: 'house-blue', address: '7 Orchard Lane' },
  { x: 70, y: 3, house: 'house-red', address: '8 Orchard Lane' },
  { x: 18, y: 41, house: 'house-slate', address: '1 Mill Lane' },
  { x: 26, y: 41, house: 'house-red', address: '2 Mill Lane' },
  { x: 37, y: 41, house: 'house-green', address: '3 Mill Lane' },
  { x: 44, y: 41, house: 'house-violet', address: '4 Mill Lane' },
]

const houseRows = 6
const yardRows = 2
const yardFlowers = ['tulips-0', 'roses-1', 'daisies-2', 'violets-0', 'buttercups-1']

/** Builds the homes with their yards. */
export function buildHomes(plot: Plot): PlacePlan[] {
  return homes.map((home, at) => buildHome(plot, home, at + 1))
}

function buildHome(plot: Plot, { x, y, house, address }: Home, number: number): PlacePlan {
  const door = { x: x + houseDoorColumn, y: y + houseRows }
  const yard = { x, y: door.y, width: 5, height: yardRows }
  stand(plot, house, x, y)
  castShadow(plot, x + 5, y + 4, 2)
  cover(plot, 'path', tilesIn(plot, { x: door.x, y: door.y, width: 1, height: yardRows + 2 }))
  layYard(plot, x, door.y, number)
  reserve(plot, tilesIn(plot, { ...yard, x: x - 1, width: 7 }))
  return { id: `home-${number}`, kind: 'home', label: address, area: yard, entrance: door }
}

function layYard(plot: Plot, x: number, y: number, number: number): void {
  const rail = number % 3 === 0 ? 'hedge' : 'fence'
  fence(plot, rail, tilesIn(plot, { x: x - 1, y: y + yardRows, width: 3, height: 1 }))
  fence(plot, rail, tilesIn(plot, { x: x + 4, y: y + yardRows, width: 2, height: 1 }))
  fence(plot, rail, tilesIn(plot, { x: x - 1, y, width: 1, height: yardRows }))
  fence(plot, rail, tilesIn(plot, { x: x + 5, y, width: 1, height: yardRows }))
  stand(plot, 'mailbox', x + 3, y + yardRows)
  for (const tile of tilesIn(plot, { x, y, width: 5, height: yardRows })) {
    if (!isTaken(plot, tile) && noise(tile.x, tile.y, 111) < 0.6) stand(plot, yardFlowers[number % 5]!, tile.x, tile.y)
  }
  stand(plot, number % 2 === 0 ? 'barrel' : 'rose-bush', x + (number % 2 === 0 ? 5 : -1), y - 1)
  if (number % 4 !== 2) plant(plot, ['apple', 'cherry', 'lime', 'oak'][number % 4]!, x + 6, y - 2)
}

/** The shadow of a building on the ground to its east, down to its foot. */
export function castShadow(plot: Plot, x: number, y: number, rows: number): void {
  for (let row = 0; row < rows; row++) stand(plot, shadowAt(row, rows), x, y + row)
}

function shadowAt(row: number, rows: number): string {
  if (row === 0) return 'shadow-east-top'
  return row === rows - 1 ? 'shadow-east-foot' : 'shadow-east'
}
