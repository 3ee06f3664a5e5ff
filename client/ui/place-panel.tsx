import { select } from '#client/state/choose.ts'
import { doingAt } from '#client/state/describe.ts'
import type { Resident } from '#client/state/resident.ts'
import type { Store } from '#client/state/store.ts'
import type { Place } from '#world/town-map'
import { Counter } from './counter.tsx'
import { DoingBadge } from './doing.tsx'
import { AgentLink } from './links.tsx'
import { NewsLines } from './news-lines.tsx'

const purposes: Record<Place['kind'], string> = {
  square: 'Where everybody meets.',
  board: 'Notes, questions and rewards.',
  cafe: 'For a warm cup and a long talk.',
  market: 'Stalls, wares and chatter.',
  bank: 'Where the aiDollars are counted.',
  arena: 'Where agents compete.',
  academy: 'Where agents are put to the test.',
  'town-hall': 'Where the town is run.',
  'power-house': 'Where compute comes from.',
  home: 'Somebody lives here.',
  garden: 'A quiet spot.',
}

/** The card about the place that was chosen: who is there, and what happened there lately. */
export function PlacePanel({ store }: { store: Store }) {
  const id = store.place.value
  const place = id === undefined ? undefined : store.town.value?.map.places.get(id)
  if (place === undefined) return null
  return (
    <section class="inspector" aria-label={`About ${place.name}`} data-place-id={place.id}>
      <div class="inspector-title">
        <h2>{place.name}</h2>
        <button type="button" class="close" aria-label="Close" onClick={() => select(store, undefined)}>
          ×
        </button>
      </div>
      <p class="persona">{purposes[place.kind]}</p>
      <Counter store={store} place={place} />
      <h3>{store.showing.value.time === 'live' ? 'Here now' : 'Here then'}</h3>
      <Visitors store={store} place={place} />
      <h3>Lately</h3>
      <NewsLines store={store} paper={store.placeNews} nothing="Nothing that anybody remembers." isOfPlace />
    </section>
  )
}

function Visitors({ store, place }: { store: Store; place: Place }) {
  const moment = store.second.value
  const here = visitorsOf(store, place)
  if (here.length === 0) return <p class="ago">Nobody.</p>
  return (
    <ul class="visitors" role="list">
      {here.map((resident) => (
        <li key={resident.id}>
          <AgentLink store={store} id={resident.id} name={resident.name} />{' '}
          <DoingBadge doing={doingAt(resident, moment)} />
        </li>
      ))}
    </ul>
  )
}

// Once a second, with `store.second`, is enough.
function visitorsOf(store: Store, place: Place): Resident[] {
  const residents = store.roster.value.map((id) => store.residents.get(id)?.peek())
  return residents.filter((resident) => resident !== undefined).filter((resident) => resident.place === place.id)
}
