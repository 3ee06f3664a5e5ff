import type { Air } from '#client/scene/air.ts'
import { chanceOf, type Effect } from '#client/scene/effects.ts'
import type { Specks } from './specks.ts'

const tints = [0xfff6e0, 0xf6d26e, 0xe08362, 0x8fc7ea, 0xd9a2e0]
const outingMs = 14_000
const flapMs = 140

/** On a dry day a butterfly visits a bloom, flutters about it and sits for a while. */
export function putButterfly(specks: Specks, { x, y, chance }: Effect, { at, dark, weather }: Air): void {
  if (dark > 0.35 || weather.rain > 0.1 || weather.snow > 0.1) return
  const turn = at / outingMs + chance * 50
  const outing = Math.floor(turn)
  const part = turn % 1
  const seed = Math.floor(chance * 9_999) + outing
  if (chanceOf(seed) > 0.6) return
  // It comes from one side and leaves by the other; in between it sits.
  const away = part < 0.4 ? 1 - part / 0.4 : part < 0.6 ? 0 : (part - 0.6) / 0.4
  const side = part < 0.5 ? -1 : 1
  const sits = away === 0
  const flight = {
    x: x + side * away * 46 + Math.sin(part * 38 + chance * 30) * 7 * Math.min(1, away * 4),
    y: y - away * 26 + Math.sin(part * 61 + chance * 70) * 5 * Math.min(1, away * 4),
  }
  const open = Math.floor(at / (sits ? flapMs * 5 : flapMs) + chance * 9) % 2 === 0
  const alpha = Math.min(1, (1 - away) * 6)
  if (!sits)
    specks.put({ shape: 'pair', x: flight.x + 2, y: flight.y + 9 + away * 16, tint: 0x1f2a24, alpha: alpha * 0.2 })
  const tint = tints[Math.floor(chanceOf(seed + 1) * tints.length)]!
  specks.put({ shape: open ? 'wingsOpen' : 'wingsShut', ...flight, tint, alpha })
  specks.put({ shape: 'stem', ...flight, tint: 0x33222b, alpha })
}
