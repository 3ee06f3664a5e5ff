import type { Town } from '#client/net/town.ts'
import { effectsIn } from '#client/scene/effects.ts'
import { skyAt } from '#client/scene/light/sky.ts'
import { townMinuteAt } from '#client/state/moments.ts'
import type { Store } from '#client/state/store.ts'
import type { Millis } from '#kernel/time'
import type { SoundName } from './recipes.ts'
import { panOf } from './ears.ts'

/** A sound of the surroundings that comes again and again: about so often, and so loud. */
export type Surrounding = { name: SoundName; everyMs: Millis; volume: number; pan: number }

const wet = new Set(['glint', 'spray'])
const glintsOfMuchWater = 4

/** What sounds in view without anybody doing it: birds by day, crickets by night, and water where there is some. */
export function createSurroundings(store: Store, town: Town) {
  const { tilePixels } = town.map
  const waters = effectsIn(town)
    .filter(({ kind }) => wet.has(kind))
    .map(({ x, y }) => ({ x: x / tilePixels, y: y / tilePixels }))
  return { at }

  function at(moment: Millis): Surrounding[] {
    const { dark } = skyAt(townMinuteAt(store, moment))
    return [...animals(dark), ...water()]
  }

  function animals(dark: number): Surrounding[] {
    const pan = Math.random() * 1.4 - 0.7
    if (dark < 0.3) return [{ name: 'bird', everyMs: 3_500, volume: 1 - dark, pan }]
    return dark > 0.7 ? [{ name: 'cricket', everyMs: 1_700, volume: dark, pan }] : []
  }

  function water(): Surrounding[] {
    const pans = waters.map((tile) => panOf(store, tile)).filter((pan) => pan !== undefined)
    if (pans.length === 0) return []
    const pan = pans.reduce((sum, pan) => sum + pan, 0) / pans.length
    return [{ name: 'water', everyMs: 1_500, volume: Math.min(1, pans.length / glintsOfMuchWater), pan }]
  }
}
