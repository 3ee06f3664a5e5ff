import { useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { startScene } from '#client/scene/scene.ts'
import type { Store } from '#client/state/store.ts'
import { townTroubled } from '#client/state/town.ts'

const noDrawing = 'This browser does not offer WebGL. The list still shows who is there.'

/** Where the scene draws the town, once the town is there. */
export function TownView({ store }: { store: Store }) {
  const host = useRef<HTMLDivElement>(null)
  useSignalEffect(() => {
    const town = store.town.value
    if (town === undefined || host.current === null) return
    startScene(store, town, host.current).catch((error: unknown) => {
      console.error('scene:', error)
      townTroubled(store, noDrawing)
    })
  })
  return <div class="scene" ref={host} />
}
