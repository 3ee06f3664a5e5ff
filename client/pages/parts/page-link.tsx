import { openPage, type PageName } from '#client/state/pages.ts'
import type { Store } from '#client/state/store.ts'
import { goHere } from '#client/ui/links.tsx'

type To = { store: Store; page: PageName; detail?: string; children: preact.ComponentChildren }

/** A link to a page of the drawer: it opens here, and can be copied or opened elsewhere like any link. */
export function PageLink({ store, page, detail = '', children }: To) {
  const address = detail === '' ? page : `${page}/${detail}`
  return (
    <a href={`?open=${address}`} onClick={(event) => goHere(event, () => openPage(store, page, detail))}>
      {children}
    </a>
  )
}
