import { effect, untracked } from '@preact/signals'
import type { AgentId, PlaceId } from '#kernel/ids'
import { follow, visit } from './choose.ts'
import type { Store } from './store.ts'

/**
 * Opens what the page's address asks for, `?agent=` or `?place=` with an id, as soon as it is there; from then on the
 * address says what is open, so that it can be shared. The rest of the address is left alone.
 */
export function keepAddress(store: Store): void {
  const asked = new URLSearchParams(location.search)
  const agent = asked.get('agent')?.toLowerCase() as AgentId | undefined
  const place = asked.get('place') as PlaceId | null
  const stopOpening = effect(() => {
    if (store.status.value !== 'live') return
    untracked(() => {
      if (agent !== undefined && store.residents.has(agent)) follow(store, agent)
      else if (place !== null) visit(store, place)
    })
    queueMicrotask(() => {
      stopOpening()
      effect(() => write(store.selected.value, store.place.value))
    })
  })
}

function write(agent: AgentId | undefined, place: PlaceId | undefined): void {
  const address = new URL(location.href)
  set(address, 'agent', agent)
  set(address, 'place', place)
  if (address.href !== location.href) history.replaceState(history.state, '', address)
}

function set({ searchParams }: URL, name: string, value: string | undefined): void {
  if (value === undefined) searchParams.delete(name)
  else searchParams.set(name, value)
}
