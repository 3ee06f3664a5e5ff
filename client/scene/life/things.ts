import { chanceOf, type Effect } from '#client/scene/effects.ts'
import type { Air } from '#client/scene/air.ts'
import type { Shape, Specks } from './specks.ts'

const smokePuffs = 6
const smokeMs = 5_200
const puffShapes: readonly Shape[] = ['puff3', 'puff3', 'puff5', 'puff5', 'puff7', 'puff7']

/** Puffs that rise from a chimney, grow and fade. */
export function putSmoke(specks: Specks, { x, y, chance }: Effect, { at }: Air): void {
  for (let puff = 0; puff < smokePuffs; puff++) {
    const part = (at / smokeMs + puff / smokePuffs + chance) % 1
    const drift = part * part * 16 + Math.sin(part * 6 + chance * 40 + puff) * 2
    const shape = puffShapes[Math.floor(part * puffShapes.length)]!
    specks.put({
      shape,
      x: x + drift,
      y: y - part * 30,
      tint: 0xf3eee6,
      alpha: 0.6 * (1 - part) * Math.min(1, part * 8),
    })
  }
}

/** A short light line on the water, that comes, runs with the river and goes. */
export function putGlint(specks: Specks, { x, y, chance }: Effect, { at }: Air): void {
  const turn = at / (2_600 + chance * 1_800) + chance * 7
  const part = turn % 1
  const jump = chanceOf(Math.floor(turn) + Math.floor(chance * 9_999)) * 10 - 5
  const shape = part > 0.25 && part < 0.75 ? 'dash5' : 'dash3'
  specks.put({ shape, x: x + jump, y: y + part * 5, tint: 0xd9f4f2, alpha: 0.75 * Math.sin(part * Math.PI) })
  if (chance > 0.8) putFish(specks, x, y, at / 16_000 + chance * 50)
}

// Once in a while a fish leaps, and leaves a ring.
function putFish(specks: Specks, x: number, y: number, turn: number): void {
  const part = (turn % 1) * 20
  if (part >= 2.2) return
  putRing(specks, x, y, part)
  if (part >= 1) return putRing(specks, x + 14, y, part - 1)
  const height = Math.sin(part * Math.PI) * 13
  specks.put({ shape: 'dash5', x: x + part * 14, y, tint: 0x1f3f5f, alpha: 0.35 })
  specks.put({ shape: part < 0.5 ? 'fishUp' : 'fishDown', x: x + part * 14, y: y - height, tint: 0xe9f1f2, alpha: 1 })
}

function putRing(specks: Specks, x: number, y: number, part: number): void {
  specks.put({ shape: part < 0.5 ? 'ripple' : 'ring7', x, y, tint: 0xd9f4f2, alpha: 1.2 - part })
}

const leafMs = 6_000
const leafEvery = 4

/** A leaf or a petal that comes down from a tree, now from this one, now from that one. */
export function putLeaves(specks: Specks, { x, y, kind, chance }: Effect, { at, weather }: Air): void {
  const turn = at / leafMs + chance * 30
  const fall = chanceOf(Math.floor(turn) + Math.floor(chance * 5_000))
  if (fall * leafEvery > (kind === 'petal' ? 3 : 1) + weather.wind * 0.8) return
  const part = turn % 1
  const sway = Math.sin(part * 11 + chance * 9) * 4
  const tint = kind === 'petal' ? 0xf3aebf : chance > 0.5 ? 0xd9a94a : 0x8bbf5c
  const down = part * 26
  specks.put({
    shape: Math.sin(part * 25) > 0 ? 'leaf3' : 'pair',
    x: x - 14 + fall * 50 + sway + part * 12,
    y: y - 10 + down,
    tint,
    alpha: Math.min(1, part * 10, (1 - part) * 6),
  })
}

/** Drops of the fountain. */
export function putSpray(specks: Specks, { x, y }: Effect, { at }: Air): void {
  for (let drop = 0; drop < 14; drop++) {
    const turn = at / 900 + drop / 14
    const part = turn % 1
    const aside = (chanceOf(drop * 31 + Math.floor(turn)) - 0.5) * 26
    const height = part * 34 - Math.sin(part * Math.PI) * 16
    specks.put({
      shape: part < 0.5 ? 'pair' : 'dot',
      x: x + aside * part,
      y: y + height * 0.8,
      tint: 0xe6fbfb,
      alpha: 1 - part * 0.5,
    })
  }
}

const fireflyShare = 0.65

/** A firefly near a tree or the water, at night. */
export function putFirefly(specks: Specks, { x, y, chance }: Effect, { at, dark, weather }: Air): void {
  if (chance > fireflyShare || dark < 0.6 || weather.rain > 0.1 || weather.snow > 0.1) return
  const turn = at / 2_400 + chance * 90
  const glow = Math.max(0, Math.sin(turn * Math.PI * 2 * 0.4)) * dark
  const around = { x: Math.sin(turn * 0.9) * 14 + Math.sin(turn * 2.3) * 5, y: Math.cos(turn * 0.7) * 9 }
  specks.put({ shape: 'dot', x: x + around.x, y: y + 8 + around.y, tint: 0xf4ffb0, alpha: glow })
  specks.put({ shape: 'puff3', x: x + around.x, y: y + 8 + around.y, tint: 0xb4d94e, alpha: glow * 0.7 })
  specks.put({ shape: 'puff7', x: x + around.x, y: y + 8 + around.y, tint: 0x7f9c34, alpha: glow * 0.22 })
}
