import { closePage, openPage, type PageName } from '#client/state/pages.ts'
import type { Store } from '#client/state/store.ts'

/** The ways into the pages of the drawer. */
export function Navigation({ store }: { store: Store }) {
  const me = store.me.value
  return (
    <nav class="navigation" aria-label="Pages">
      <PageButton store={store} page="board" text="Board" />
      {me?.role === 'administrator' && <PageButton store={store} page="town-hall" text="Town hall" />}
      <PageButton store={store} page="account" text={me ? me.name : 'Sign in'} />
    </nav>
  )
}

function PageButton({ store, page, text }: { store: Store; page: PageName; text: string }) {
  const isOpen = store.opened.value?.page === page
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      data-page={page}
      onClick={() => (isOpen ? closePage(store) : openPage(store, page))}
    >
      {text}
    </button>
  )
}
