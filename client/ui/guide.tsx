import { untracked, useSignal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { follow, select } from '#client/state/choose.ts'
import { doingAt, placeName, purposeOf } from '#client/state/describe.ts'
import { momentShown } from '#client/state/moments.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import { keepFocus } from './keep-focus.ts'
import { agentsInView, nextInView } from './in-view.ts'
import { onKey } from './on-key.ts'

/** Leads through the town by keyboard, from agent to agent in view, and says for screen readers what is selected. */
export function Guide({ store }: { store: Store }) {
  const words = useSignal('')
  useSignalEffect(() => {
    words.value = wordsFor(store)
  })
  useEffect(() => onKey('n', ({ shiftKey }) => step(shiftKey ? -1 : 1)), [])
  useEffect(() => onKey('i', () => document.querySelector<HTMLElement>('.inspector .close')?.focus()), [])
  useEffect(() => onEnter(() => followSelected(store)), [])
  useEffect(() => keepFocus(store), [])
  return (
    <p class="unseen" role="status" data-words="guide">
      {words}
    </p>
  )

  function step(by: 1 | -1): void {
    const id = nextInView(store, by)
    if (id === undefined) words.value = 'Nobody is in view.'
    else select(store, id)
  }
}

function followSelected(store: Store): void {
  const id = store.selected.peek()
  if (id !== undefined) follow(store, id)
}

function wordsFor(store: Store): string {
  const selected = store.selected.value
  const following = store.following.value
  const place = store.place.value
  return untracked(() => {
    if (selected !== undefined) return `${following ? 'Following ' : ''}${wordsAbout(store, selected)}`
    return place === undefined ? '' : `${placeName(store.town.value?.map, place)} is open.`
  })
}

function wordsAbout(store: Store, id: AgentId): string {
  const resident = store.residents.get(id)?.peek()
  if (resident === undefined) return ''
  const doing = doingAt(resident, momentShown(store))
  const inView = agentsInView(store)
  const rank = inView.indexOf(id)
  const count = rank === -1 ? '' : ` ${rank + 1} of ${inView.length} in view.`
  return `${resident.name}, ${doing}${purposeOf(resident, doing, store.town.peek()?.map)}.${count}`
}

/** Calls `pressed` for Enter on the town itself, where no button means something else by it. */
function onEnter(pressed: () => void): () => void {
  return onKey('enter', pressed, (focused) => focused === document.body || focused.closest('.scene') !== null)
}
