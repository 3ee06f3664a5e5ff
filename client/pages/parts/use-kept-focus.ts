import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

const targets = ':is(h3, h4)[tabindex], a[href], button:not([tabindex="-1"]), input, select, textarea'

/** Keeps the focus in a part of the page when what had it goes away: it moves on to the nearest that is still there. */
export function useKeptFocus(): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => keepFocus(root.current!), [])
  return root
}

function keepFocus(root: HTMLElement): () => void {
  let last: Element | undefined
  let around: HTMLElement[] = []
  const note = ({ target }: FocusEvent) => {
    last = target as Element
    around = ancestors(target as HTMLElement, root)
  }
  const observer = new MutationObserver(() => {
    if (last === undefined || last.isConnected || document.activeElement !== document.body) return
    const near = around.find((element) => element.isConnected) ?? root
    near.querySelector<HTMLElement>(targets)?.focus()
  })
  root.addEventListener('focusin', note)
  observer.observe(root, { childList: true, subtree: true })
  return () => {
    root.removeEventListener('focusin', note)
    observer.disconnect()
  }
}

function ancestors(element: HTMLElement, root: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = []
  for (let next = element.parentElement; next !== null && root.contains(next); next = next.parentElement)
    found.push(next)
  return found
}
