import { useComputed } from '@preact/signals'
import { doingAt } from '#client/state/describe.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import { DoingBadge } from './doing.tsx'

type Row = { store: Store; id: AgentId; reachable: boolean; onFocus: () => void; onChoose: () => void }

/** One agent of the list: its name and what it is doing, brought up to date once a second. */
export function RosterRow({ store, id, reachable, onFocus, onChoose }: Row) {
  const resident = store.residents.get(id)
  const doing = useComputed(() => {
    const known = store.residents.get(id)
    return known === undefined ? 'lost' : doingAt(known.value, store.second.value)
  })
  const selected = useComputed(() => store.selected.value === id)
  if (resident === undefined) return null
  return (
    <li data-agent-id={id}>
      <button
        type="button"
        tabIndex={reachable ? 0 : -1}
        aria-current={selected.value}
        onFocus={onFocus}
        onClick={onChoose}
      >
        <span class="row-name">{resident.value.name}</span>
        <DoingBadge doing={doing.value} />
      </button>
    </li>
  )
}
