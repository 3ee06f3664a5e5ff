import { batch } from '@preact/signals'
import type { Town } from '#client/net/town.ts'
import type { Store } from './store.ts'

/** The town is there and can be drawn. */
export function townLoaded(store: Store, town: Town): void {
  batch(() => {
    store.town.value = town
    store.trouble.value = ''
  })
}

/** Something keeps the town from being shown; the text is for a person. */
export function townTroubled(store: Store, trouble: string): void {
  store.trouble.value = trouble
}
