import type { Town } from '#client/net/town.ts'
import type { View } from '#client/scene/camera.ts'
import type { Figure } from '#client/scene/figures.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import { createBubbles } from './bubbles.ts'
import { createLabelLayer } from './label-layer.ts'
import { createNames } from './names.ts'
import { createPlaceNames } from './place-names.ts'

/** All text over the town: names of places, names of people, and what they say, in this order. */
export function createLabels(store: Store, town: Town, host: HTMLElement) {
  const layer = createLabelLayer(host)
  const placeNames = createPlaceNames(layer.element, town)
  const names = createNames(store, layer.element)
  const bubbles = createBubbles(layer.element)
  return { draw }

  function draw(
    figures: Figure[],
    view: View,
    hovered: AgentId | undefined,
    at: { now: Millis; moment: Millis },
  ): void {
    layer.follow(view)
    placeNames.draw(view)
    names.draw(figures, view, hovered, at.now)
    bubbles.draw(figures, view, at.moment)
  }
}
