import type { Store } from './store.ts'

/** What can be open in the drawer over the town. */
export const pageNames = ['board', 'bank', 'account', 'town-hall'] as const
export type PageName = (typeof pageNames)[number]

/** A page that is open, and what of it: a post of the board, an agent's bank, a section of the town hall; or nothing. */
export type Opened = { page: PageName; detail: string }

export function openPage(store: Store, page: PageName, detail = ''): void {
  store.opened.value = { page, detail }
}

export function closePage(store: Store): void {
  store.opened.value = undefined
}

/** A page as the address names it: `board` or `board/…`. Undefined if there is no such page. */
export function readOpened(text: string): Opened | undefined {
  const [name, ...rest] = text.split('/')
  const page = pageNames.find((page) => page === name)
  return page === undefined ? undefined : { page, detail: rest.join('/') }
}

/** The page that a link in a letter leads to; what follows the # of an address goes to no server. */
export function openedByLetter(hash: string): Opened | undefined {
  return hash.startsWith('#reset-password=') ? { page: 'account', detail: 'reset' } : undefined
}

export function openedText({ page, detail }: Opened): string {
  return detail === '' ? page : `${page}/${detail}`
}
