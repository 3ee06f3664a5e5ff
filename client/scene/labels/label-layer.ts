import type { View } from '#client/scene/camera.ts'

/**
 * The layer of page text over the town: sharp at every zoom, and it moves as one with the camera, so that only what walks
 * is placed anew. Positions in it are CSS pixels from the town's top left corner.
 */
export function createLabelLayer(host: HTMLElement) {
  const element = document.createElement('div')
  element.className = 'labels'
  // The list and the inspector say the same in words; a crowd of moving names would only be in the way.
  element.ariaHidden = 'true'
  host.append(element)
  let placed = ''
  return { element, follow }

  function follow({ corner, ratio }: View): void {
    const transform = `translate(${-corner.x / ratio}px, ${-corner.y / ratio}px)`
    if (transform !== placed) element.style.transform = transform
    placed = transform
  }
}

/** CSS pixels to an art pixel. */
export function cssScale({ scale, ratio }: View): number {
  return scale / ratio
}
