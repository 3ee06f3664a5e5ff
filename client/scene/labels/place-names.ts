import type { Town } from '#client/net/town.ts'
import type { View } from '#client/scene/camera.ts'
import type { Place } from '#world/town-map'
import { cssScale } from './label-layer.ts'

const unnamedKinds: readonly Place['kind'][] = ['home', 'garden']

/** Writes the names of places where they are; homes and gardens have none, there are too many of them. */
export function createPlaceNames(parent: HTMLElement, { map }: Town) {
  const layer = parent.appendChild(document.createElement('div'))
  const named = [...map.places.values()].filter((place) => !unnamedKinds.includes(place.kind))
  const labels = named.map((place) => ({ place, element: newLabel(layer, place) }))
  let drawnScale = 0
  return { draw }

  function draw(view: View): void {
    const scale = cssScale(view)
    if (scale === drawnScale) return
    drawnScale = scale
    for (const { place, element } of labels) {
      const x = (place.area.x + place.area.width / 2) * map.tilePixels * scale
      const y = place.area.y * map.tilePixels * scale
      element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)`
    }
  }
}

function newLabel(layer: HTMLElement, place: Place): HTMLElement {
  const element = document.createElement('div')
  element.className = 'place-name'
  element.textContent = place.name
  return layer.appendChild(element)
}
