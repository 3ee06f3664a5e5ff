import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { doingAt } from '#client/state/describe.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import type { Doing } from '#messages/views'
import { DoingBadge } from './doing.tsx'

type Row = { store: Store; id: AgentId; reachable: ReadonlySignal<AgentId | undefined> }

/** One agent of the list: its name and, while the row can be seen, what it is doing, brought up to date once a second. */
export function RosterRow({ store, id, reachable }: Row) {
  const row = useRef<HTMLLIElement>(null)
  const isSkipped = useSkipped(row)
  const last = useRef<Doing>(undefined)
  const name = useComputed(() => {
    void store.roster.value // changes with names
    return store.residents.get(id)?.peek().name ?? ''
  })
  const doing = useComputed(() => {
    if (isSkipped.value && last.current !== undefined) return last.current
    const resident = store.residents.get(id)?.value
    return (last.current = resident === undefined ? 'lost' : doingAt(resident, store.second.value))
  })
  const current = useComputed(() => store.selected.value === id)
  const tabIndex = useComputed(() => (reachable.value === id ? 0 : -1))
  return (
    <li data-agent-id={id} ref={row}>
      <button type="button" tabIndex={tabIndex} aria-current={current.value}>
        <span class="row-name">{name}</span> <DoingBadge doing={doing.value} />
      </button>
    </li>
  )
}

// The style sheet has the browser leave out rows that can't be seen; it says which. One that doesn't say leaves out none.
function useSkipped(row: { current: HTMLElement | null }): ReadonlySignal<boolean> {
  const isSkipped = useSignal(false)
  useLayoutEffect(() => {
    const element = row.current
    const changed = (event: Event) => {
      isSkipped.value = (event as ContentVisibilityAutoStateChangeEvent).skipped
    }
    element?.addEventListener('contentvisibilityautostatechange', changed)
    return () => element?.removeEventListener('contentvisibilityautostatechange', changed)
  }, [])
  return isSkipped
}
