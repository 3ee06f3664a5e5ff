import { batch, effect, untracked } from '@preact/signals'
import type { Millis } from '#kernel/time'
import type { History, HistoryMarks } from '#messages/history'
import { changeCast, replaceCast } from './cast.ts'
import { pastMoment, serverNow, shownLateMs, showLive, showPast, type Past } from './showing.ts'
import type { Kept, Store } from './store.ts'
import { createTape } from './tape.ts'

/** Stretches begin at multiples of this, so that the same answers are asked for again and lie in the browser's cache. */
const gridMs = 10_000
/** How much is loaded at a time, and how much must lie ahead: in seconds of watching at the speed that is played. */
const stretchSeconds = 60
const aheadSeconds = 20
const stretchMsMax = 600_000
/** What is kept ends this long before now at most, unless nothing is recorded. */
const behindMsMax = 90_000
const retryMs = 2_000
/** Who moves on by less has not jumped. */
const jumpMs = 5_000

/** Where the past comes from. */
export type Archive = {
  history(from: Millis, to: Millis, signal: AbortSignal): Promise<History>
  marks(from: Millis, to: Millis, buckets: number, signal: AbortSignal): Promise<HistoryMarks>
}

/** Loads the past that is to be shown and plays it into the store, for as long as the page is open. */
export function keepPast(store: Store, archive: Archive): void {
  let stop: () => void = () => {}
  let visit: { moveTo(past: Past): void } | undefined
  effect(() => {
    const showing = store.showing.value
    untracked(() => (showing.time === 'live' ? leave() : enter(showing)))
  })

  function enter(past: Past): void {
    if (visit === undefined) {
      const leaving = new AbortController()
      visit = visitPast(store, archive, leaving.signal)
      stop = () => leaving.abort()
    }
    visit.moveTo(past)
  }

  function leave(): void {
    stop()
    visit = undefined
    store.kept.value = 'there'
  }
}

/** One stay in the past, until it is aborted. */
function visitPast(store: Store, archive: Archive, ended: AbortSignal): { moveTo(past: Past): void } {
  const tape = createTape()
  let past: Past
  let playedTo: Millis | undefined // nothing is on show before there is something to show
  let isLoading = false
  let restUntil = 0
  store.kept.value = 'loading'
  requestAnimationFrame(play)
  return { moveTo }

  function moveTo(next: Past): void {
    past = next
    const isJump = playedTo === undefined || past.at < playedTo || past.at > playedTo + jumpMs * past.speed
    if (isJump) jump()
    void load()
  }

  function jump(): void {
    playedTo = undefined
    restUntil = 0
    if (tape.covers(past.at)) put(past.at)
    else store.kept.value = 'loading'
  }

  function put(at: Millis): void {
    batch(() => {
      store.village.value = { ...store.village.peek(), epoch: 0 }
      store.head.value = at
      store.second.value = at
      replaceCast(store, tape.seek(at))
      store.kept.value = keptAt(at)
    })
    playedTo = at
  }

  function play(): void {
    if (ended.aborted) return
    requestAnimationFrame(play)
    void load()
    if (playedTo === undefined) return
    const moment = pastMoment(past, tape.to!)
    batch(() => {
      store.head.value = moment
      changeCast(store, tape.playTo(moment + shownLateMs))
      store.kept.value = keptAt(moment)
    })
    playedTo = moment
    const gap = tape.gapAt(moment)
    if (gap !== undefined && past.playing && gap.to < tape.to!) showPast(store, gap.to)
  }

  function keptAt(moment: Millis): Kept {
    return tape.gapAt(moment) === undefined ? 'there' : 'missing'
  }

  // One at a time: whoever pulls the head about gets the moment that was wanted last.
  async function load(): Promise<void> {
    const from = missingFrom()
    if (from === undefined || isLoading || performance.now() < restUntil) return
    isLoading = true
    try {
      const stretch = await archive.history(from, from + stretchMsFor(past), ended)
      if (!ended.aborted) await take(stretch)
    } catch {
      if (!ended.aborted) rest('failed')
    } finally {
      isLoading = false
    }
  }

  /** Where the next stretch to load begins, if one is needed. */
  function missingFrom(): Millis | undefined {
    const moment = playedTo ?? past.at
    if (!tape.covers(moment)) return Math.floor(moment / gridMs) * gridMs
    return moment + aheadSeconds * 1000 * past.speed > tape.to! ? tape.to : undefined
  }

  async function take(stretch: History): Promise<void> {
    const moment = playedTo ?? past.at
    const isWaiting = past.playing && moment === tape.to
    if (stretch.to > stretch.from) tape.add(stretch)
    if (playedTo === undefined && tape.covers(moment)) put(moment)
    else if (isWaiting) showPast(store, moment) // the wait does not count as time that has passed
    if (stretch.to < stretch.asked) restUntil = performance.now() + retryMs // more is still to be written
    if (stretch.to < stretch.asked && moment >= stretch.to) await beyondEnd(stretch.to)
    else if (isWhollyMissing(stretch) && past.playing) await skipFrom(stretch.to)
  }

  async function beyondEnd(end: Millis): Promise<void> {
    const isComing = serverNow(store) - Math.min(end, past.at) < behindMsMax
    if (!past.playing) rest(isComing ? 'loading' : 'missing')
    else if (isComing) showLive(store)
    else await skipFrom(end)
  }

  /** Goes on at the next moment that is kept; live, if there is none. */
  async function skipFrom(from: Millis): Promise<void> {
    const { marks } = await archive.marks(from, serverNow(store), 1_000, ended)
    const next = marks.find(({ keptMs }) => keptMs > 0)
    if (ended.aborted || past.at > from) return
    if (next === undefined) showLive(store)
    else showPast(store, Math.max(next.at, from))
  }

  function rest(kept: Kept): void {
    restUntil = performance.now() + retryMs
    store.kept.value = kept
  }
}

function stretchMsFor({ speed }: Past): Millis {
  return Math.min(stretchMsMax, stretchSeconds * 1000 * speed)
}

function isWhollyMissing({ from, to, gaps }: History): boolean {
  return gaps.some((gap) => gap.from <= from && gap.to >= to)
}
