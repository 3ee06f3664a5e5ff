import type { Town } from '#client/net/town.ts'
import type { Store } from '#client/state/store.ts'
import type { Millis } from '#kernel/time'
import { createEars } from './ears.ts'
import type { Player } from './player.ts'
import type { SoundName } from './recipes.ts'
import { createSurroundings } from './surroundings.ts'

/** Turns what goes on in view into sounds. A town whose time stands still is silent. */
export function createSounding(store: Store) {
  const ears = createEars(store)
  const dueAt = new Map<SoundName, Millis>()
  let shown: { town: Town; surroundings: ReturnType<typeof createSurroundings> } | undefined
  let before: Millis | undefined
  return { sound }

  /** Sounds what has begun since the last call. */
  function sound(player: Player, moment: Millis): void {
    for (const { what, look, pan } of ears.listen(moment)) {
      player.play(what, { volume: 1, rate: what === 'voice' ? pitchOf(look) : 1, pan })
    }
    const stands = moment === before
    before = moment
    if (!stands) soundSurroundings(player, moment)
  }

  function soundSurroundings(player: Player, moment: Millis): void {
    const town = store.town.peek()
    if (town === undefined) return
    if (shown?.town !== town) shown = { town, surroundings: createSurroundings(store, town) }
    const now = performance.now()
    for (const { name, everyMs, volume, pan } of shown.surroundings.at(moment)) {
      if (now < (dueAt.get(name) ?? 0)) continue
      dueAt.set(name, now + everyMs * (0.6 + 0.8 * Math.random()))
      player.play(name, { volume, rate: 0.92 + 0.16 * Math.random(), pan })
    }
  }
}

// Notes that sound well together in any order, so that a lively square does.
const semitones = [-7, -5, -3, 0, 2, 5, 7, 9]

function pitchOf(look: number): number {
  return 2 ** (semitones[look % semitones.length]! / 12)
}
