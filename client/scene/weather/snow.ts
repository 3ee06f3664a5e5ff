import type { Air } from '#client/scene/air.ts'
import type { View } from '#client/scene/camera.ts'
import type { Specks } from '#client/scene/life/specks.ts'
import { cellsIn, chanceIn } from './cells.ts'

const turnMs = 5_200
const fallPixels = 90

/** Flakes that sink, sway and melt where they land. */
export function putSnow(falling: Specks, view: View, { at, weather }: Air): void {
  for (const cell of cellsIn(view, fallPixels)) {
    if (chanceIn(cell, 0, 5) > weather.snow) continue
    const time = at / turnMs + chanceIn(cell, 0, 6)
    const turn = Math.floor(time)
    const part = Math.min(1, (time - turn) * 1.25)
    const sway = Math.sin(time * 9 + cell.seed) * 5
    const x = cell.x + chanceIn(cell, turn, 7) * cell.side + (1 - part) * 30 * weather.wind + sway
    const y = cell.y + chanceIn(cell, turn, 8) * cell.side - (1 - part) * fallPixels
    const alpha = Math.min(1, part * 6, (1 - (time - turn)) * 5)
    putFlake(falling, x, y, alpha, chanceIn(cell, turn, 9) < 0.35)
  }
}

function putFlake(falling: Specks, x: number, y: number, alpha: number, isLarge: boolean): void {
  falling.put({ shape: isLarge ? 'flake' : 'pair', x, y, tint: 0xffffff, alpha })
}
