import { zoomBy } from '#client/state/choose.ts'
import { zoomMax, zoomMin, type Store } from '#client/state/store.ts'

/** Zooms in and out about the middle of the view. */
export function ZoomButtons({ store }: { store: Store }) {
  const zoom = store.zoom.value
  return (
    <div class="zoom" role="group" aria-label="Zoom">
      <button type="button" aria-label="Zoom in" disabled={zoom === zoomMax} onClick={() => zoomBy(store, 1)}>
        +
      </button>
      <button type="button" aria-label="Zoom out" disabled={zoom === zoomMin} onClick={() => zoomBy(store, -1)}>
        −
      </button>
    </div>
  )
}
