import { feetAt, type Figure } from '#client/scene/figures.ts'
import { positionOf } from '#client/state/resident.ts'
import type { Millis } from '#kernel/time'
import type { Specks } from './specks.ts'

const puffMs = 260
const walkersMax = 120

/** Dust from the last two steps of everyone who walks. */
export function putDust(specks: Specks, figures: readonly Figure[], moment: Millis, tilePixels: number): void {
  let walkers = 0
  for (const { resident, position } of figures) {
    if (!position.walking) continue
    if (++walkers > walkersMax) return
    for (let ago = 0; ago < 2; ago++) {
      const stepAt = (Math.floor(moment / puffMs) - ago) * puffMs
      const trodden = positionOf(resident, stepAt)
      if (!trodden.walking) continue
      const { x, y } = feetAt(trodden, tilePixels)
      const age = (moment - stepAt) / (2 * puffMs)
      const aside = (stepAt / puffMs) % 2 === 0 ? 2 : -2
      const shape = age < 0.5 ? 'pair' : 'puff3'
      specks.put({ shape, x: x + aside, y: y - age * 3, tint: 0xf0e2bd, alpha: 0.5 * (1 - age) })
    }
  }
}
