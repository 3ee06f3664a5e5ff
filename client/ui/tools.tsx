import { useSignal } from '@preact/signals'
import type { Store } from '#client/state/store.ts'
import { Help } from './help.tsx'
import { SoundButton } from './sound-button.tsx'
import { ZoomButtons } from './zoom-buttons.tsx'

/** The buttons over the town: zoom, sound and help. */
export function Tools({ store }: { store: Store }) {
  const helpOpen = useSignal(false)
  return (
    <div class="tools">
      <ZoomButtons store={store} />
      <SoundButton store={store} />
      <button
        type="button"
        class="tool help-button"
        aria-label="Help"
        aria-haspopup="dialog"
        aria-keyshortcuts="?"
        onClick={() => (helpOpen.value = true)}
      >
        ?
      </button>
      <Help open={helpOpen} />
    </div>
  )
}
