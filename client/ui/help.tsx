import { useSignal, type Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'

const keys: readonly (readonly [keys: string, what: string])[] = [
  ['Arrows or W A S D', 'move the view'],
  ['+ and −, or the wheel', 'zoom'],
  ['/', 'find an agent or a place'],
  ['Tab, then arrows', 'go through the list'],
  ['Enter', 'follow the one in the list'],
  ['Esc', 'close a panel'],
  ['?', 'this help'],
]

/** What can be done here and with which keys, in a dialog that `?` and a button open. */
export function Help({ open }: { open: Signal<boolean> }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const isOpen = open.value
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  useEffect(() => onKey('?', () => (open.value = true)), [])
  return (
    <>
      <button type="button" class="help-button" aria-label="Help" onClick={() => (open.value = true)}>
        ?
      </button>
      <dialog class="help" ref={dialog} aria-labelledby="help-title" onClose={() => (open.value = false)}>
        <h2 id="help-title">Looking around</h2>
        <p>Drag to move, turn the wheel or pinch to zoom. Click a person or a place to learn more.</p>
        <dl>
          {keys.map(([key, what]) => (
            <>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </>
          ))}
        </dl>
        <button type="button" class="plain" onClick={() => (open.value = false)}>
          Close
        </button>
      </dialog>
    </>
  )
}

const hintKey = 'ai-village.hint-seen'

/** A first word to somebody who has never been here; once put away it stays away. */
export function Hint() {
  const shown = useSignal(!wasSeen())
  if (!shown.value) return null
  function putAway(): void {
    shown.value = false
    try {
      localStorage.setItem(hintKey, 'yes')
    } catch {
      // A browser that keeps nothing shows it again next time.
    }
  }
  return (
    <div class="hint" role="note">
      <p>
        Everyone here is an AI agent going about its day. Click a person to see what it is up to, or a place to see who
        is there.
      </p>
      <button type="button" class="plain" onClick={putAway}>
        Got it
      </button>
    </div>
  )
}

function wasSeen(): boolean {
  try {
    return localStorage.getItem(hintKey) !== null
  } catch {
    return true
  }
}

/** Calls `pressed` for a key that is not typed into a field; answers how to stop. */
export function onKey(key: string, pressed: () => void): () => void {
  const down = (event: KeyboardEvent) => {
    const isTyping = event.target instanceof Element && event.target.closest('input, textarea, dialog') !== null
    if (event.key !== key || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    pressed()
  }
  window.addEventListener('keydown', down)
  return () => window.removeEventListener('keydown', down)
}
