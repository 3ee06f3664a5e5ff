import { batch, effect, untracked } from '@preact/signals'
import type { AgentId, PlaceId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import { follow, visit } from './choose.ts'
import { shownAt } from './moments.ts'
import { openedByLetter, openedText, readOpened } from './pages.ts'
import { showPast } from './showing.ts'
import type { Store } from './store.ts'

/**
 * Opens what the page's address asks for as soon as it is there: `?agent=` or `?place=` with an id, and `?t=` with a past
 * moment, in ISO 8601 or as milliseconds since the Unix epoch; at once `?open=` with a page of the drawer. From then on the address says what is open, so that it
 * can be shared. The rest of the address is left alone.
 */
export function keepAddress(store: Store): void {
  const asked = new URLSearchParams(location.search)
  const moment = readMoment(asked.get('t'))
  const agent = asked.get('agent')?.toLowerCase() as AgentId | undefined
  const place = asked.get('place') as PlaceId | null
  store.opened.value = readOpened(asked.get('open') ?? '') ?? openedByLetter(location.hash)
  whenTrue(
    () => store.status.value === 'live',
    () => {
      if (moment !== undefined) showPast(store, moment, false)
      whenTrue(() => moment === undefined || store.kept.value !== 'loading', open)
    },
  )

  function open(): void {
    batch(() => {
      if (agent !== undefined && store.residents.has(agent)) follow(store, agent)
      else if (place !== null) visit(store, place)
    })
    effect(() => write(store))
  }
}

/** Does something once, as soon as a condition on signals holds. */
function whenTrue(condition: () => boolean, then: () => void): void {
  const stop = effect(() => {
    if (!condition()) return
    queueMicrotask(() => {
      stop()
      untracked(then)
    })
  })
}

function readMoment(text: string | null): Millis | undefined {
  if (text === null) return undefined
  const moment = /^\d{10,15}$/.test(text) ? Number(text) : Date.parse(text)
  return Number.isNaN(moment) ? undefined : moment
}

function write(store: Store): void {
  const address = new URL(location.href)
  set(address, 'agent', store.selected.value)
  set(address, 'place', store.place.value)
  set(address, 't', momentText(store))
  set(address, 'open', store.opened.value && openedText(store.opened.value))
  if (address.href !== location.href) history.replaceState(history.state, '', address)
}

function momentText(store: Store): string | undefined {
  const showing = store.showing.value
  if (showing.time === 'live') return undefined
  return new Date(showing.playing ? shownAt(store) : showing.at).toISOString()
}

function set({ searchParams }: URL, name: string, value: string | undefined): void {
  if (value === undefined) searchParams.delete(name)
  else searchParams.set(name, value)
}
