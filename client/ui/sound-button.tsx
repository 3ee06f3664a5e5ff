import { useMemo } from 'preact/hooks'
import { createSound } from '#client/sound/sound.ts'
import type { Store } from '#client/state/store.ts'
import { recall, remember } from './remembered.ts'

/** Turns the sounds of the town on and off; off until somebody asks, and then as it was left. */
export function SoundButton({ store }: { store: Store }) {
  const sound = useMemo(() => createSound(store, recall('sound') === 'on'), [store])
  function toggle(): void {
    sound.turn(!sound.on.value)
    remember('sound', sound.on.value ? 'on' : 'off')
  }
  return (
    <button
      type="button"
      class="tool sound-button"
      aria-label="Sound"
      title={sound.on.value ? 'Sound is on' : 'Sound is off'}
      aria-pressed={sound.on.value}
      onClick={toggle}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M2 6h3l4-4v12l-4-4H2z" />
        <path class="waves" d={sound.on.value ? 'M11 5q2 3 0 6M13 3q4 5 0 10' : 'M11 6l4 4M15 6l-4 4'} />
      </svg>
    </button>
  )
}
