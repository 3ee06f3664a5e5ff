import type { Air } from '#client/scene/air.ts'
import type { View } from '#client/scene/camera.ts'
import type { GroundAt } from '#client/scene/ground.ts'
import type { Specks } from '#client/scene/life/specks.ts'
import { cellsIn, chanceIn, type Cell } from './cells.ts'

const turnMs = 760
const fallPart = 0.45
const fallPixels = 110
const slant = 0.38
const dropsPerCell = 2

/** Drops that fall and splash where they land; on water each leaves a ring. */
export function putRain(falling: Specks, splashes: Specks, view: View, air: Air, groundAt: GroundAt): void {
  for (const cell of cellsIn(view, fallPixels)) {
    for (let drop = 0; drop < dropsPerCell; drop++)
      putOne(falling, splashes, { ...cell, seed: cell.seed + drop * 501 }, air, groundAt)
  }
}

function putOne(falling: Specks, splashes: Specks, cell: Cell, air: Air, groundAt: GroundAt): void {
  if (chanceIn(cell, 0, 1) > air.weather.rain) return
  const time = air.at / turnMs + chanceIn(cell, 0, 2)
  const turn = Math.floor(time)
  const part = time - turn
  const x = cell.x + chanceIn(cell, turn, 3) * cell.side
  const y = cell.y + chanceIn(cell, turn, 4) * cell.side
  if (part < fallPart) putDrop(falling, x, y, 1 - part / fallPart)
  else putSplash(splashes, x, y, (part - fallPart) / (1 - fallPart), groundAt({ x, y }) === 'water')
}

function putDrop(specks: Specks, x: number, y: number, left: number): void {
  const up = left * fallPixels
  specks.put({ shape: 'rain', x: x + up * slant, y: y - up - 3, tint: 0xe6f3fb, alpha: 0.8 })
}

function putSplash(specks: Specks, x: number, y: number, part: number, onWater: boolean): void {
  const tint = 0xe2f1f7
  if (onWater) specks.put({ shape: part < 0.4 ? 'ripple' : 'ring7', x, y, tint, alpha: 0.9 * (1 - part) })
  else if (part < 0.3) specks.put({ shape: 'splash', x, y: y - 1, tint, alpha: 0.75 })
  else specks.put({ shape: 'dash3', x, y, tint, alpha: 0.5 * (1 - part) })
}
