import type { FunctionComponent } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { closePage, type PageName } from '#client/state/pages.ts'
import type { Store } from '#client/state/store.ts'
import { focusAgain } from './keep-focus.ts'

/** A page in the drawer; `detail` says what of it is open. */
export type Page = FunctionComponent<{ store: Store; detail: string }>

const titles: Record<PageName, string> = {
  board: 'Bulletin board',
  bank: 'Bank',
  account: 'My account',
  'town-hall': 'Town hall',
}

// Each is loaded when it is opened first, so that watching the town needs none of them.
const pages: Record<PageName, () => Promise<{ default: Page }>> = {
  board: () => import('#client/pages/board/page.tsx'),
  bank: () => import('#client/pages/bank/page.tsx'),
  account: () => import('#client/pages/account/page.tsx'),
  'town-hall': () => import('#client/pages/town-hall/page.tsx'),
}

/** The drawer over the town: at the side on wide screens, over everything on a phone. Escape closes it. */
export function Drawer({ store }: { store: Store }) {
  const opened = store.opened.value
  if (opened === undefined) return null
  return <OpenDrawer key={opened.page} store={store} page={opened.page} detail={opened.detail} />
}

function OpenDrawer({ store, page, detail }: { store: Store; page: PageName; detail: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.activeElement instanceof HTMLElement ? document.activeElement : undefined
    heading.current?.focus()
    return () => focusAgain(before)
  }, [])
  return (
    <section
      class="drawer"
      aria-labelledby="drawer-title"
      data-page={page}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        closePage(store)
      }}
    >
      <div class="drawer-title">
        <h2 id="drawer-title" tabIndex={-1} ref={heading}>
          {titles[page]}
        </h2>
        <button type="button" class="close" aria-label="Close" onClick={() => closePage(store)}>
          ×
        </button>
      </div>
      <div class="drawer-body">
        <Loaded store={store} page={page} detail={detail} />
      </div>
    </section>
  )
}

function Loaded({ store, page, detail }: { store: Store; page: PageName; detail: string }) {
  const [loaded, setLoaded] = useState<{ Page: Page } | 'failed'>()
  useEffect(() => {
    pages[page]().then(
      ({ default: Page }) => setLoaded({ Page }),
      () => setLoaded('failed'),
    )
  }, [page])
  if (loaded === undefined) return <p class="ago">One moment.</p>
  if (loaded === 'failed') return <p class="problem">This page does not come. Close it and try again.</p>
  return <loaded.Page store={store} detail={detail} />
}
