import { effect } from '@preact/signals'
import type { Store } from '#client/state/store.ts'

/**
 * Lets the focus never fall out of the page with a card that closes or changes: it returns to where it was before it
 * went into the card, or goes to the next card. Answers how to stop.
 */
export function keepFocus(store: Store): () => void {
  let before: HTMLElement | undefined
  let wasInCard = false
  document.addEventListener('focusin', noteFocus)
  const stop = effect(() => {
    const isOpen = store.selected.value !== undefined || store.place.value !== undefined
    if (!wasInCard) return
    // The card is drawn anew only after this.
    requestAnimationFrame(() => (isOpen ? holdInCard() : goBack()))
  })
  return () => {
    stop()
    document.removeEventListener('focusin', noteFocus)
  }

  function noteFocus({ target }: FocusEvent): void {
    if (!(target instanceof HTMLElement)) return
    wasInCard = target.closest('.inspector') !== null
    if (!wasInCard && target.closest('dialog') === null) before = target
  }

  function holdInCard(): void {
    if (isFocusLost()) document.querySelector<HTMLElement>('.inspector .close')?.focus()
  }

  function goBack(): void {
    wasInCard = false
    if (isFocusLost()) focusAgain(before)
  }
}

/** Gives the focus back to an element, or to the town if it is no longer there to be seen. */
export function focusAgain(element: HTMLElement | undefined): void {
  if (element !== undefined && element.isConnected && element.checkVisibility()) element.focus()
  if (document.activeElement !== element) document.querySelector<HTMLElement>('.scene canvas')?.focus()
}

function isFocusLost(): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || !activeElement.isConnected
}
