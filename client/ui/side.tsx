import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Store } from '#client/state/store.ts'
import { Gazette } from './gazette.tsx'
import { onKey } from './help.tsx'
import { Roster } from './roster.tsx'

/** The list and the newspaper beside the town; on narrow screens a sheet that shows one of them. */
export function Side({ store }: { store: Store }) {
  const open = useSignal(false)
  const tab = useSignal<'people' | 'news'>('people')
  const search = useRef<HTMLInputElement>(null)
  const count = store.roster.value.length
  useEffect(() => onKey('/', find), [])

  function find(): void {
    open.value = true
    tab.value = 'people'
    search.current?.focus()
    // A sheet that was closed can take the focus only when it has been opened.
    requestAnimationFrame(() => search.current?.focus())
  }

  return (
    <aside class="roster" data-open={open.value} data-tab={tab.value} aria-label="Agents and news">
      <button
        type="button"
        class="handle"
        aria-expanded={open.value}
        aria-controls="side-body"
        onClick={() => (open.value = !open.value)}
      >
        {open.value ? 'Close' : `Who is here${count === 0 ? '' : ` (${count})`} and news`}
      </button>
      <div class="side-body" id="side-body">
        <div class="tabs" role="group" aria-label="Show">
          <button type="button" aria-pressed={tab.value === 'people'} onClick={() => (tab.value = 'people')}>
            Who is here
          </button>
          <button type="button" aria-pressed={tab.value === 'news'} onClick={() => (tab.value = 'news')}>
            Gazette
          </button>
        </div>
        <Roster store={store} search={search} onChoose={() => (open.value = false)} />
        <Gazette store={store} onChoose={() => (open.value = false)} />
      </div>
    </aside>
  )
}
