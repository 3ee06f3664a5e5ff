const typedInto =
  'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select, [contenteditable], dialog'

/**
 * Calls `pressed` for a key, shifted or not, wherever `isMeant` has the focus be: anywhere but in a field or a dialog
 * unless told otherwise. Answers how to stop.
 */
export function onKey(
  key: string,
  pressed: (event: KeyboardEvent) => void,
  isMeant: (focused: Element) => boolean = isNoField,
): () => void {
  const down = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== key || event.defaultPrevented) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target instanceof Element && !isMeant(event.target)) return
    event.preventDefault()
    pressed(event)
  }
  window.addEventListener('keydown', down)
  return () => window.removeEventListener('keydown', down)
}

function isNoField(focused: Element): boolean {
  return focused.closest(typedInto) === null
}
