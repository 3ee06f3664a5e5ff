import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals'
import { follow, visit } from '#client/state/choose.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import type { Place } from '#world/town-map'
import { RosterRow } from './roster-row.tsx'
import type { Sheet } from './sheet.ts'

const placesMax = 8

/** The list of agents, with a search that finds places too. Up and down lead through all that is found. */
export function Roster({ store, sheet }: { store: Store; sheet: Sheet }) {
  const search = useSignal('')
  const shown = useComputed(() => matching(store, search.value))
  const places = placesMatching(store, search.value)
  const onChoose = sheet.close

  function keyInField(event: KeyboardEvent): void {
    if (event.key === 'Enter') chooseFirst()
    if (event.key !== 'Escape') return
    if (search.value === '' && !sheet.close()) sheet.leave()
    search.value = ''
    event.preventDefault()
  }

  function chooseFirst(): void {
    const [agent] = shown.value
    const [place] = places
    if (search.value.trim() === '' || (agent ?? place) === undefined) return
    if (agent === undefined) visit(store, place!.id)
    else follow(store, agent)
    onChoose()
  }

  return (
    <section class="roster-body" aria-label="Who is here" onKeyDown={moveFocus}>
      <h2>Who is here</h2>
      <input
        ref={sheet.field}
        onKeyDown={keyInField}
        type="search"
        placeholder="Find an agent"
        aria-label="Find an agent or a place by name"
        aria-keyshortcuts="/"
        value={search.value}
        onInput={(event) => (search.value = event.currentTarget.value)}
      />
      <Rows store={store} shown={shown} onChoose={onChoose} />
      {places.length > 0 && <Places store={store} places={places} onChoose={onChoose} />}
      {shown.value.length === 0 && places.length === 0 && <p class="nobody">{nobodyText(store, search.value)}</p>}
    </section>
  )
}

function Places({ store, places, onChoose }: { store: Store; places: readonly Place[]; onChoose: () => void }) {
  function choose({ id }: Place): void {
    visit(store, id)
    onChoose()
  }

  return (
    <ul role="list" class="found-places" aria-label="Places">
      {places.map((place) => (
        <li key={place.id}>
          <button type="button" onClick={() => choose(place)}>
            <span class="row-name">{place.name}</span> <span class="ago">place</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

type RowsProps = { store: Store; shown: ReadonlySignal<readonly AgentId[]>; onChoose: () => void }

/** The rows. Tab reaches one of them, the arrow keys lead to the others. */
function Rows({ store, shown, onChoose }: RowsProps) {
  const focused = useSignal<AgentId | undefined>(undefined)
  const reachable = useComputed(() => shown.value.find((id) => id === focused.value) ?? shown.value[0])

  function choose(event: Event): void {
    const id = agentOf(event)
    if (id === undefined) return
    follow(store, id)
    onChoose()
  }

  return (
    <ul role="list" onClick={choose} onFocusIn={(event) => (focused.value = agentOf(event))}>
      {shown.value.map((id) => (
        <RosterRow key={id} store={store} id={id} reachable={reachable} />
      ))}
    </ul>
  )
}

function matching(store: Store, search: string): readonly AgentId[] {
  const wanted = search.trim().toLocaleLowerCase()
  const ids = store.roster.value
  if (wanted === '') return ids
  return ids.filter((id) => store.residents.get(id)?.peek().name.toLocaleLowerCase().includes(wanted))
}

function placesMatching(store: Store, search: string): readonly Place[] {
  const wanted = search.trim().toLocaleLowerCase()
  const places = store.town.value?.map.places
  if (wanted === '' || places === undefined) return []
  return [...places.values()].filter(({ name }) => name.toLocaleLowerCase().includes(wanted)).slice(0, placesMax)
}

function nobodyText(store: Store, search: string): string {
  if (store.roster.value.length > 0) return `Nobody here is called “${search.trim()}”.`
  return store.status.value === 'loading' ? '' : 'Nobody is here yet.'
}

function agentOf(event: Event): AgentId | undefined {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-agent-id]') : null
  return row?.dataset['agentId'] as AgentId | undefined
}

// From the field down to the rows of agents and of places, and up again.
function moveFocus(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, li button')]
  const at = stops.indexOf(document.activeElement as HTMLElement)
  const isField = at === 0
  const targets: Record<string, number> = isField
    ? { ArrowDown: 1 }
    : { ArrowDown: at + 1, ArrowUp: at - 1, Home: 1, End: stops.length - 1 }
  const next = stops[targets[event.key] ?? -1]
  if (at === -1 || next === undefined) return
  event.preventDefault()
  next.focus()
}
