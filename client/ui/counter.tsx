import { openPage, type PageName } from '#client/state/pages.ts'
import type { Store } from '#client/state/store.ts'
import type { Place } from '#world/town-map'

type Counter = { page: PageName; text: string }

const counters: Partial<Record<Place['kind'], Counter>> = {
  board: { page: 'board', text: 'Read the board' },
  bank: { page: 'bank', text: 'Open the bank' },
  'town-hall': { page: 'town-hall', text: 'Enter the town hall' },
}

/** The button that opens the page of a place, if it has one. */
export function Counter({ store, place }: { store: Store; place: Place }) {
  const counter = counters[place.kind]
  if (counter === undefined) return null
  return (
    <button type="button" class="plain counter" onClick={() => openPage(store, counter.page)}>
      {counter.text}
    </button>
  )
}
