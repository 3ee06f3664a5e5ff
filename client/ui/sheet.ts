import { useSignal, type Signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { RefObject } from 'preact'
import { closePage } from '#client/state/pages.ts'
import type { Store } from '#client/state/store.ts'
import { focusAgain } from './keep-focus.ts'

/** What the side shows: on narrow screens it is a sheet, open or not, with one of two tabs. */
export type Sheet = {
  open: Signal<boolean>
  tab: Signal<'people' | 'news'>
  /** The sheet itself, the field to search in, and the button that opens and closes the sheet. */
  side: RefObject<HTMLElement | null>
  field: RefObject<HTMLInputElement | null>
  handle: RefObject<HTMLButtonElement | null>
  /** Opens the list and puts the focus into the search. */
  find(): void
  /** Closes the sheet with the focus on its handle; answers false where there is no sheet to close. */
  close(): boolean
  /** Gives the focus back to where it was before `find`. */
  leave(): void
}

export function useSheet(store: Store): Sheet {
  const open = useSignal(false)
  const tab = useSignal<'people' | 'news'>('people')
  const side = useRef<HTMLElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const before = useRef<HTMLElement>(null)
  return { open, tab, side, field, handle, find, close, leave }

  function find(): void {
    const focused = document.activeElement
    if (focused !== field.current) before.current = focused instanceof HTMLElement ? focused : null
    closePage(store)
    open.value = true
    tab.value = 'people'
    // The page is drawn anew a little later; what is typed until then has to find the field open.
    Object.assign(side.current?.dataset ?? {}, { open: 'true', tab: 'people' })
    field.current?.focus()
    // A page over the list is put away by then.
    if (document.activeElement !== field.current) requestAnimationFrame(() => field.current?.focus())
  }

  function close(): boolean {
    const isSheet = handle.current?.checkVisibility() === true
    if (!isSheet || !open.value) return false
    const hadFocus = document.activeElement?.closest('.side-body') != null
    open.value = false
    if (hadFocus) handle.current?.focus()
    return true
  }

  function leave(): void {
    focusAgain(before.current ?? undefined)
  }
}
