import { chanceOf } from '#client/scene/effects.ts'
import type { Air } from '#client/scene/air.ts'
import type { Specks } from './specks.ts'

const flightMs = 26_000
const shadowDrop = 46

/** By day a few birds cross the town together every half a minute, with their shadows on the ground. */
export function putBirds(specks: Specks, town: { width: number; height: number }, { at, dark, weather }: Air): void {
  if (dark > 0.6 || weather.rain > 0.2 || weather.snow > 0.2) return
  const flight = Math.floor(at / flightMs)
  const part = (at / flightMs) % 1
  const birds = 3 + Math.floor(chanceOf(flight) * 4)
  const eastward = chanceOf(flight + 1) > 0.5
  const from = chanceOf(flight + 2) * town.height
  const along = -80 + part * (town.width + 160)
  for (let bird = 0; bird < birds; bird++) {
    const rank = Math.ceil(bird / 2)
    const ahead = along - rank * 12
    const x = eastward ? ahead : town.width - ahead
    const y = from + (chanceOf(flight + 3) - 0.5) * 300 * part + (bird % 2 === 0 ? rank : -rank) * 9
    const shape = Math.sin(at / 110 + bird) > 0 ? 'birdUp' : 'birdDown'
    specks.put({ shape, x: x + 10, y: y + shadowDrop, tint: 0x1f2a24, alpha: 0.16 })
    specks.put({ shape, x, y, tint: 0x3a3440, alpha: 1 })
  }
}
