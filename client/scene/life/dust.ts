import type { Air } from '#client/scene/air.ts'
import { feetAt, type Figure } from '#client/scene/figures.ts'
import { positionOf } from '#client/state/resident.ts'
import type { Habitat } from './life.ts'
import type { Shape, Specks } from './specks.ts'

const puffMs = 260
const puffsKept = 3
const walkersMax = 120
const growing: readonly Shape[] = ['pair', 'puff3', 'puff5']

/** Dust from the last steps of everyone who walks where it is dusty and has not rained. */
export function putDust(specks: Specks, figures: readonly Figure[], air: Air, habitat: Habitat): void {
  if (air.weather.rain > 0.2 || air.weather.snow > 0.2) return
  let walkers = 0
  for (const figure of figures) {
    if (!figure.position.walking) continue
    if (++walkers > walkersMax) return
    for (let ago = 0; ago < puffsKept; ago++) putPuff(specks, figure, Math.floor(air.at / puffMs) - ago, air, habitat)
  }
}

function putPuff(specks: Specks, { resident, moment }: Figure, step: number, air: Air, habitat: Habitat): void {
  const agoMs = air.at - step * puffMs
  const trodden = positionOf(resident, moment - agoMs)
  if (!trodden.walking) return
  const { x, y } = feetAt(trodden, habitat.tilePixels)
  if (habitat.groundAt({ x, y }) !== 'dusty') return
  const age = agoMs / (puffsKept * puffMs)
  const aside = step % 2 === 0 ? 2 : -2
  const shape = growing[Math.min(growing.length - 1, Math.floor(age * growing.length))]!
  specks.put({ shape, x: x + aside, y: y - age * 3, tint: 0xfaeec8, alpha: 0.75 * (1 - age) })
}
