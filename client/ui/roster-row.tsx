import { useComputed, type ReadonlySignal } from '@preact/signals'
import { doingAt } from '#client/state/describe.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import { DoingBadge } from './doing.tsx'

type Row = { store: Store; id: AgentId; reachable: ReadonlySignal<AgentId | undefined> }

/** One agent of the list: its name and what it is doing, brought up to date once a second. */
export function RosterRow({ store, id, reachable }: Row) {
  const name = useComputed(() => store.residents.get(id)?.value.name ?? '')
  const doing = useComputed(() => {
    const resident = store.residents.get(id)?.value
    return resident === undefined ? 'lost' : doingAt(resident, store.second.value)
  })
  const current = useComputed(() => store.selected.value === id)
  const tabIndex = useComputed(() => (reachable.value === id ? 0 : -1))
  return (
    <li data-agent-id={id}>
      <button type="button" tabIndex={tabIndex} aria-current={current.value}>
        <span class="row-name">{name}</span> <DoingBadge doing={doing.value} />
      </button>
    </li>
  )
}
