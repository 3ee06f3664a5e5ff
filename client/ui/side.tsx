import { useEffect } from 'preact/hooks'
import type { Store } from '#client/state/store.ts'
import { Gazette } from './gazette.tsx'
import { onKey } from './on-key.ts'
import { Roster } from './roster.tsx'
import type { Sheet } from './sheet.ts'

/** The list and the newspaper beside the town; on narrow screens a sheet that shows one of them. */
export function Side({ store, sheet }: { store: Store; sheet: Sheet }) {
  const { open, tab } = sheet
  const count = store.roster.value.length
  useEffect(() => onKey('/', sheet.find), [])

  function escape(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.defaultPrevented && sheet.close()) event.preventDefault()
  }

  return (
    <aside
      class="roster"
      ref={sheet.side}
      data-open={open.value}
      data-tab={tab.value}
      aria-label="Agents and news"
      onKeyDown={escape}
    >
      <button
        type="button"
        class="handle"
        ref={sheet.handle}
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
        <Roster store={store} sheet={sheet} />
        <Gazette store={store} onChoose={sheet.close} />
      </div>
    </aside>
  )
}

/** The first thing that Tab reaches: leads past the town to the list of who is in it. */
export function SkipLink({ sheet }: { sheet: Sheet }) {
  function skip(event: MouseEvent): void {
    event.preventDefault()
    sheet.find()
  }

  return (
    <a class="skip" href="#side-body" onClick={skip}>
      Skip to who is here
    </a>
  )
}
