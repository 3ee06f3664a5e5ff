import { useComputed, useSignal, type ReadonlySignal, type Signal } from '@preact/signals'
import { follow } from '#client/state/choose.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import { RosterRow } from './roster-row.tsx'

/** The list of agents, with a search. `open` counts on narrow screens only, where the list is a sheet. */
export function Roster({ store, open }: { store: Store; open: Signal<boolean> }) {
  const search = useSignal('')
  const shown = useComputed(() => matching(store, search.value))
  const count = store.roster.value.length
  return (
    <aside class="roster" data-open={open.value} aria-label="Agents">
      <button
        type="button"
        class="handle"
        aria-expanded={open.value}
        aria-controls="roster-body"
        onClick={() => (open.value = !open.value)}
      >
        {open.value ? 'Close the list' : `Who is here${count === 0 ? '' : ` (${count})`}`}
      </button>
      <div class="roster-body" id="roster-body">
        <h2>Who is here</h2>
        <input
          type="search"
          placeholder="Find an agent"
          aria-label="Find an agent by name"
          value={search.value}
          onInput={(event) => (search.value = event.currentTarget.value)}
        />
        <Rows store={store} shown={shown} onChoose={() => (open.value = false)} />
        {shown.value.length === 0 && <p class="nobody">{nobodyText(store, search.value)}</p>}
      </div>
    </aside>
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
    <ul role="list" onClick={choose} onFocusIn={(event) => (focused.value = agentOf(event))} onKeyDown={moveFocus}>
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

function nobodyText(store: Store, search: string): string {
  if (store.roster.value.length > 0) return `Nobody here is called “${search.trim()}”.`
  return store.status.value === 'loading' ? '' : 'Nobody is here yet.'
}

function agentOf(event: Event): AgentId | undefined {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-agent-id]') : null
  return row?.dataset['agentId'] as AgentId | undefined
}

function moveFocus(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const rows = [...event.currentTarget.querySelectorAll('button')]
  const at = rows.indexOf(document.activeElement as HTMLButtonElement)
  const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }
  const row = rows[targets[event.key] ?? -1]
  if (row === undefined) return
  event.preventDefault()
  row.focus()
}
