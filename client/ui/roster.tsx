import { useComputed, useSignal, type Signal } from '@preact/signals'
import { follow } from '#client/state/choose.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import { RosterRow } from './roster-row.tsx'

/** The list of agents, with a search. One row can be reached with Tab; the arrow keys lead to the others. */
export function Roster({ store, open }: { store: Store; open: Signal<boolean> }) {
  const search = useSignal('')
  const shown = useComputed(() => matching(store, search.value))
  const reachable = useSignal<AgentId | undefined>(undefined)
  const count = store.roster.value.length

  function choose(id: AgentId): void {
    follow(store, id)
    open.value = false
  }

  return (
    <aside class="roster" data-open={open.value} aria-label="Agents">
      <button
        type="button"
        class="handle"
        aria-expanded={open.value}
        aria-controls="roster-body"
        onClick={() => (open.value = !open.value)}
      >
        {open.value ? 'Close the list' : `Who is here (${count})`}
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
        <ul onKeyDown={moveFocus}>
          {shown.value.map((id, at) => (
            <RosterRow
              key={id}
              store={store}
              id={id}
              reachable={shown.value.includes(reachable.value!) ? id === reachable.value : at === 0}
              onFocus={() => (reachable.value = id)}
              onChoose={() => choose(id)}
            />
          ))}
        </ul>
        {shown.value.length === 0 && <p class="nobody">{nobodyText(count, search.value)}</p>}
      </div>
    </aside>
  )
}

function matching(store: Store, search: string): readonly AgentId[] {
  const wanted = search.trim().toLocaleLowerCase()
  const ids = store.roster.value
  if (wanted === '') return ids
  return ids.filter((id) => store.residents.get(id)?.value.name.toLocaleLowerCase().includes(wanted))
}

function nobodyText(count: number, search: string): string {
  return count === 0 ? 'Nobody is here yet.' : `Nobody here is called “${search.trim()}”.`
}

function moveFocus(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const rows = [...event.currentTarget.querySelectorAll('button')]
  const at = rows.indexOf(document.activeElement as HTMLButtonElement)
  const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }
  const target = targets[event.key]
  if (target === undefined || rows[target] === undefined) return
  event.preventDefault()
  rows[target].focus()
}
