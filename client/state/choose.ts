import { batch } from '@preact/signals'
import type { AgentId } from '#kernel/ids'
import { zoomMax, zoomMin, type Store } from './store.ts'

/** Shows an agent in the inspector without moving the view. */
export function select(store: Store, id: AgentId | undefined): void {
  batch(() => {
    if (store.selected.value !== id) store.following.value = false
    store.selected.value = id
  })
}

/** Shows an agent in the inspector and keeps it in the middle of the view. */
export function follow(store: Store, id: AgentId): void {
  batch(() => {
    store.selected.value = id
    store.following.value = true
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
