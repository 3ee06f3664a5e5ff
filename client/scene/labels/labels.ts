import type { Town } from '#client/net/town.ts'
import type { View } from '#client/scene/camera.ts'
import type { Figure } from '#client/scene/figures.ts'
import type { SendPart } from '#client/scene/send-part.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import { createBubbles } from './bubbles.ts'
import { createLabelLayer } from './label-layer.ts'
import { createNames } from './names.ts'
import { createPlaceNames } from './place-names.ts'

/** All text over the town: names of people on the canvas (`layer`), and over it names of places and what people say. */
export function createLabels(store: Store, town: Town, host: HTMLElement, send: SendPart) {
  const layer = createLabelLayer(host)
  const placeNames = createPlaceNames(layer.element, town)
  const names = createNames(store, host, send)
  const bubbles = createBubbles(layer.element)
  return { layer: names.layer, draw }

  function draw(figures: readonly Figure[], view: View, hovered: AgentId | undefined, moment: Millis): void {
    layer.follow(view)
    placeNames.draw(view)
    names.draw(figures, view, hovered)
    bubbles.draw(figures, view, moment)
  }
}
