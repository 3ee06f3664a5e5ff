import { effect } from '@preact/signals'
import { fetchPersona } from '#client/net/profile.ts'
import type { Store } from './store.ts'

/** Keeps the persona of whoever is selected. */
export function keepPersona(store: Store): void {
  effect(() => {
    const id = store.selected.value
    store.persona.value = ''
    if (id === undefined) return
    void fetchPersona(id).then((persona) => {
      if (store.selected.peek() === id) store.persona.value = persona
    })
  })
}
