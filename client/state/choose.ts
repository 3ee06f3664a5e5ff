import { batch } from '@preact/signals'
import type { AgentId, PlaceId } from '#kernel/ids'
import type { Tile } from '#world/grid'
import { zoomMax, zoomMin, type Store } from './store.ts'

/** Shows an agent in the inspector without moving the view. */
export function select(store: Store, id: AgentId | undefined): void {
  batch(() => {
    if (store.selected.value !== id) store.following.value = false
    store.selected.value = id
    store.place.value = undefined
  })
}

/** Shows an agent in the inspector and keeps it in the middle of the view. */
export function follow(store: Store, id: AgentId): void {
  batch(() => {
    store.selected.value = id
    store.place.value = undefined
    store.following.value = true
  })
}

/** Opens the panel of a place without moving the view. */
export function selectPlace(store: Store, id: PlaceId): void {
  batch(() => {
    select(store, undefined)
    store.place.value = id
  })
}

/** Opens the panel of a place and brings it into view; does nothing when the town has no such place. */
export function visit(store: Store, id: PlaceId): void {
  const place = store.town.peek()?.map.places.get(id)
  if (place === undefined) return
  batch(() => {
    selectPlace(store, id)
    lookAt(store, place.entrance)
  })
}

/** Brings a tile into the middle of the view. */
export function lookAt(store: Store, tile: Tile): void {
  batch(() => {
    store.following.value = false
    store.wish.value = tile
  })
}

/** Leaves the view where it is. */
export function stopFollowing(store: Store): void {
  store.following.value = false
}

/** Takes whole steps of zoom, from `zoomMin` to `zoomMax`. */
export function zoomBy(store: Store, levels: number): void {
  store.zoom.value = Math.max(zoomMin, Math.min(zoomMax, store.zoom.value + levels))
}
