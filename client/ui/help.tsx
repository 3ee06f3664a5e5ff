import type { Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { onKey } from './on-key.ts'

type Ways = readonly (readonly [doing: string, what: string])[]

const keys: Ways = [
  ['Arrows or W A S D', 'move the view'],
  ['+ and −', 'zoom'],
  ['N, Shift N', 'the next agent in view, the one before'],
  ['Enter', 'follow that agent'],
  ['I', 'go to the open card'],
  ['/', 'find an agent or a place'],
  ['Up and down', 'go through the list'],
  ['P, L', 'stop the time and let it go on; back to now'],
  ['Esc', 'close what is open and go back'],
  ['?', 'this help'],
]

const gestures: Ways = [
  ['Drag', 'move the view'],
  ['Wheel, or pinch', 'zoom'],
  ['Click or tap', 'a person or a place, to learn more'],
  ['Double tap', 'zoom in'],
]

/** The dialog that says what can be done here, and with which keys and gestures. */
export function Help({ open }: { open: Signal<boolean> }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const isOpen = open.value
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  useEffect(() => onKey('?', () => (open.value = true)), [])
  return (
    <dialog class="help" ref={dialog} aria-labelledby="help-title" onClose={() => (open.value = false)}>
      <h2 id="help-title">Looking around</h2>
      <h3>Mouse and fingers</h3>
      <WaysList ways={gestures} />
      <h3>Keys</h3>
      <WaysList ways={keys} />
      <button type="button" class="plain" onClick={() => (open.value = false)}>
        Close
      </button>
    </dialog>
  )
}

function WaysList({ ways }: { ways: Ways }) {
  return (
    <dl>
      {ways.map(([doing, what]) => (
        <div key={doing}>
          <dt>{doing}</dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
}
