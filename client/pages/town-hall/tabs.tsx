import { useRef } from 'preact/hooks'
import { openPage } from '#client/state/pages.ts'
import type { Store } from '#client/state/store.ts'

type TabsProps = {
  store: Store
  tabs: readonly { id: string; title: string }[]
  chosen: string
  children: preact.ComponentChildren
}

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** The sections of the town hall as tabs: one stop for Tab, the arrows go from one to the next. */
export function Tabs({ store, tabs, chosen, children }: TabsProps) {
  const list = useRef<HTMLDivElement>(null)
  const choose = (id: string) => openPage(store, 'town-hall', id)
  const step = (event: KeyboardEvent) => {
    const to = steps[event.key]?.(
      tabs.findIndex(({ id }) => id === chosen),
      tabs.length,
    )
    if (to === undefined) return
    event.preventDefault()
    choose(tabs[to]!.id)
    list.current?.querySelectorAll('button')[to]?.focus()
  }
  return (
    <>
      <div class="hall-tabs" role="tablist" aria-label="Town hall" ref={list} onKeyDown={step}>
        {tabs.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`hall-tab-${id}`}
            aria-selected={id === chosen}
            aria-controls="hall-panel"
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => choose(id)}
          >
            {title}
          </button>
        ))}
      </div>
      <div id="hall-panel" role="tabpanel" aria-labelledby={`hall-tab-${chosen}`}>
        {children}
      </div>
    </>
  )
}
