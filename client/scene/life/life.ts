import type { View } from '#client/scene/camera.ts'
import { isNearView, type Effect } from '#client/scene/effects.ts'
import type { Figure } from '#client/scene/figures.ts'
import type { Millis } from '#kernel/time'
import { putBirds } from './birds.ts'
import { putDust } from './dust.ts'
import { createSpecks, type Specks } from './specks.ts'
import { putFirefly, putGlint, putLeaves, putSmoke, putSpray } from './things.ts'

const specksMax = 600
const reachPixels = 60

/** What a moment is like for things that live: in milliseconds since the epoch of the village, and how dark it is. */
export type Air = { moment: Millis; dark: number }

type Putter = (specks: Specks, effect: Effect, air: Air) => void

const onGround: Record<string, Putter> = { glint: putGlint }
const inAir: Record<string, Putter> = { smoke: putSmoke, leaf: putLeaves, petal: putLeaves, spray: putSpray }
const inDark: Record<string, Putter> = { leaf: putFirefly, petal: putFirefly, glint: putFirefly }

/**
 * The small things that move by themselves. Each is a function of the moment, so nothing is kept from frame to frame
 * and the past looks as it did. Whoever asks for less motion sees none of it.
 */
export function createLife(effects: readonly Effect[], town: { width: number; height: number }, tilePixels: number) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  const ground = createSpecks(specksMax)
  const air = createSpecks(specksMax)
  const dark = createSpecks(specksMax)
  dark.layer.blendMode = 'add'
  return { ground: ground.layer, air: air.layer, dark: dark.layer, draw }

  function draw(figures: readonly Figure[], view: View, now: Air): void {
    for (const specks of [ground, air, dark]) specks.begin(view)
    if (!calm.matches) put(figures, view, now)
    for (const specks of [ground, air, dark]) specks.end()
  }

  function put(figures: readonly Figure[], view: View, now: Air): void {
    for (const effect of effects) {
      if (!isNearView(view, effect, reachPixels)) continue
      onGround[effect.kind]?.(ground, effect, now)
      inAir[effect.kind]?.(air, effect, now)
      inDark[effect.kind]?.(dark, effect, now)
    }
    putDust(ground, figures, now.moment, tilePixels)
    putBirds(air, town, now)
  }
}
