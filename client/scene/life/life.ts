import type { Air } from '#client/scene/air.ts'
import type { View } from '#client/scene/camera.ts'
import { isNearView, type Effect } from '#client/scene/effects.ts'
import type { Figure } from '#client/scene/figures.ts'
import type { GroundAt } from '#client/scene/ground.ts'
import { putBirds } from './birds.ts'
import { putButterfly } from './butterflies.ts'
import { putDust } from './dust.ts'
import { createSpecks, type Specks } from './specks.ts'
import { putFirefly, putGlint, putLeaves, putSmoke, putSpray } from './things.ts'

const specksMax = 600
const reachPixels = 60

type Putter = (specks: Specks, effect: Effect, air: Air) => void

const onGround: Record<string, Putter> = { glint: putGlint }
const inAir: Record<string, Putter> = {
  smoke: putSmoke,
  leaf: putLeaves,
  petal: putLeaves,
  spray: putSpray,
  bloom: putButterfly,
}
const inDark: Record<string, Putter> = { leaf: putFirefly, petal: putFirefly, glint: putFirefly, bloom: putFirefly }

/** Where things live: how large the town is in pixels, what it stands on, and how large a tile is. */
export type Habitat = { width: number; height: number; groundAt: GroundAt; tilePixels: number }

/**
 * The small things that move by themselves. Each is a function of the moment, so nothing is kept from frame to frame
 * and the past looks as it did. Whoever asks for less motion sees none of it.
 */
export function createLife(effects: readonly Effect[], habitat: Habitat) {
  const ground = createSpecks(specksMax)
  const air = createSpecks(specksMax)
  const dark = createSpecks(specksMax)
  dark.layer.blendMode = 'add'
  return { ground: ground.layer, air: air.layer, dark: dark.layer, draw }

  function draw(figures: readonly Figure[], view: View, now: Air): void {
    for (const specks of [ground, air, dark]) specks.begin(view)
    if (!now.still) put(figures, view, now)
    for (const specks of [ground, air, dark]) specks.end()
  }

  function put(figures: readonly Figure[], view: View, now: Air): void {
    for (const effect of effects) {
      if (!isNearView(view, effect, reachPixels)) continue
      onGround[effect.kind]?.(ground, effect, now)
      inAir[effect.kind]?.(air, effect, now)
      inDark[effect.kind]?.(dark, effect, now)
    }
    putDust(ground, figures, now, habitat)
    putBirds(air, habitat, now)
  }
}
