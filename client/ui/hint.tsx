import { useSignal } from '@preact/signals'
import { recall, remember } from './remembered.ts'

/** A first word to somebody who has never been here; once put away it stays away. */
export function Hint() {
  const shown = useSignal(recall('hint-seen') === undefined)
  if (!shown.value) return null
  function putAway(): void {
    shown.value = false
    remember('hint-seen', 'yes')
    document.querySelector<HTMLElement>('.scene canvas')?.focus()
  }
  const press = matchMedia('(pointer: coarse)').matches ? 'Tap' : 'Click'
  return (
    <div class="hint" role="note">
      <p>
        Everyone here is an AI agent going about its day. {press} a person to see what it is up to, or a place to see
        who is there.
      </p>
      <button type="button" class="plain" onClick={putAway}>
        Got it
      </button>
    </div>
  )
}
