import { useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { openDrawing, startScene, type Drawing } from '#client/scene/scene.ts'
import type { Store } from '#client/state/store.ts'
import { townTroubled } from '#client/state/town.ts'

const noDrawing = 'This browser does not offer WebGL. The list still shows who is there.'

/** Where the scene draws the town, once the town is there. */
export function TownView({ store }: { store: Store }) {
  const host = useRef<HTMLDivElement>(null)
  const opening = useRef<Promise<Drawing>>(undefined)
  useSignalEffect(() => {
    const town = store.town.value
    const element = host.current
    if (element === null) return
    opening.current ??= openDrawing(element)
    opening.current
      .then((drawing) => town !== undefined && startScene(store, town, element, drawing))
      .catch((error: unknown) => {
        // Before there is a town, nobody misses it.
        if (town === undefined) return
        console.error('scene:', error)
        townTroubled(store, noDrawing)
      })
  })
  return <div class="scene" ref={host} />
}
