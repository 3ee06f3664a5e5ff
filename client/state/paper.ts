import { batch, effect, signal, untracked, type Signal } from '@preact/signals'
import type { NewsPage, NewsWish } from '#client/net/past-news.ts'
import { wait, waitMsAfter } from '#client/net/patience.ts'
import type { NewsListener } from '#client/net/watch-news.ts'
import type { FeedPosition, PlaceId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Millis } from '#kernel/time'
import { edited, merged, newsOf, type News } from './news.ts'
import { momentAsked, serverNow } from './showing.ts'
import type { Store } from './store.ts'

const pageLines = 60
const wantedMax = 1_200
/** Lines kept while the town goes on, beyond those that somebody asked for. */
const spareMax = 300
/** What is to come is loaded for this long ahead, as the viewer's time. */
const aheadSeconds = 30
/** What has just happened may not be told yet. */
const freshMs = 2_000
/** In a busy town lines are collected for this long, so that the page is not drawn anew for each. */
const printMs = 1_000

/** News of the town or of a place, for one panel: what is loaded, and how many lines somebody wants to read. */
export type Paper = {
  /** What is loaded, the newest first; also what is still to come while the past is shown. */
  lines: Signal<readonly News[]>
  wanted: Signal<number>
  state: Signal<'loading' | 'there' | 'failed'>
  /** Whether nothing is kept of the time before the lines. */
  isAll: Signal<boolean>
}

export function createPaper(): Paper {
  return { lines: signal([]), wanted: signal(pageLines), state: signal('loading'), isAll: signal(false) }
}

/** What is printed at the moment shown, the newest first. */
export function linesOf(store: Store, paper: Paper): News[] {
  const lines = paper.lines.value
  if (store.showing.value.time === 'live') return edited(lines)
  void store.second.value // what comes to pass is looked for once a second
  const moment = momentAsked(store)
  return edited(lines.filter(({ at }) => at <= moment))
}

/** Asks for earlier lines. */
export function readOn({ wanted }: Paper): void {
  wanted.value = Math.min(wantedMax, wanted.peek() + pageLines)
}

/** Keeps the newspaper of the town and that of the place that is open, live and at any past moment. */
export function keepNews(store: Store, fetchNews: (wish: NewsWish) => Promise<NewsPage>): NewsListener {
  const town = keepPaper(store, store.news, fetchNews)
  const place = keepPaper(store, store.placeNews, fetchNews)
  town.startAnew({})
  effect(() => {
    const id = store.place.value
    untracked(() => place.startAnew(id === undefined ? undefined : { place: id }))
  })
  effect(() => {
    for (const { value } of [store.showing, store.second, store.news.wanted, store.placeNews.wanted]) void value
    untracked(() => [town, place].forEach((paper) => paper.turn()))
  })
  return {
    joined: () => [town, place].forEach((paper) => paper.renew()),
    happened: (event) => {
      const line = newsOf(event)
      if (line !== undefined) [town, place].forEach((paper) => paper.add(line))
    },
  }
}

type Subject = { place?: PlaceId }
/** What is loaded: everything from `from` up to `to`; `cursor` is where the time before begins, null if nothing is kept. */
type Covered = { from: Millis; to: Millis; cursor: FeedPosition | null }
type Need = 'anew' | 'ahead' | 'earlier'

function keepPaper(store: Store, paper: Paper, fetchNews: (wish: NewsWish) => Promise<NewsPage>) {
  let subject: Subject | undefined
  let covered: Covered | undefined
  let loading = false
  let failures = 0
  let isMissing = false // what happened between the answer that is awaited and joining
  let fresh: News[] = []
  let printedAt = -printMs
  let printing: ReturnType<typeof setTimeout> | undefined
  const loaders = { anew: loadAnew, ahead: loadAhead, earlier: loadEarlier }
  return { startAnew, renew, add, turn }

  function startAnew(next: Subject | undefined): void {
    subject = next
    covered = undefined
    fresh = []
    batch(() => {
      paper.lines.value = []
      paper.wanted.value = pageLines
      paper.isAll.value = false
      paper.state.value = 'loading'
    })
    turn()
  }

  // What happened while nobody listened is asked for; what is there stays until it comes.
  function renew(): void {
    isMissing = loading
    if (isLive() || covered?.to === Infinity) covered = undefined
    turn()
  }

  function add(line: News): void {
    const isAbout = subject !== undefined && (subject.place === undefined || subject.place === line.place)
    if (!isAbout) return
    fresh.push(line)
    const waitMs = printedAt + printMs - performance.now()
    if (waitMs <= 0) print()
    else printing ??= setTimeout(print, waitMs)
  }

  function print(): void {
    clearTimeout(printing)
    printing = undefined
    printedAt = performance.now()
    const told = fresh
    fresh = []
    if (told.length === 0 || (covered !== undefined && covered.to !== Infinity)) return
    const lines = merged(told, paper.lines.peek())
    const kept = lines.slice(0, paper.wanted.peek() + spareMax)
    if (covered !== undefined && kept.length < lines.length) leaveOut(covered, kept.at(-1)!)
    paper.lines.value = kept
  }

  function leaveOut(covered: Covered, last: News): void {
    covered.from = last.at
    covered.cursor = last.position
    paper.isAll.value = false
  }

  function turn(): void {
    const need = loading || subject === undefined ? undefined : needed()
    if (need !== undefined) void load(need)
  }

  function needed(): Need | undefined {
    if (covered === undefined) return 'anew'
    const moment = isLive() ? Infinity : momentAsked(store)
    if (moment < covered.from) return 'anew'
    if (covered.to !== Infinity && moment > covered.to - aheadMs() / 2) {
      if (moment - covered.to > aheadMs()) return 'anew'
      if (aheadTo() - covered.to > freshMs) return 'ahead'
    }
    return linesOf(store, paper).length < paper.wanted.peek() && covered.cursor !== null ? 'earlier' : undefined
  }

  async function load(need: Need): Promise<void> {
    loading = true
    const about = subject!
    paper.state.value = 'loading'
    try {
      await loaders[need](about)
      failures = 0
      if (about === subject) paper.state.value = 'there'
    } catch {
      paper.state.value = 'failed'
      await wait(waitMsAfter(failures++))
    }
    if (isMissing) covered = undefined
    isMissing = false
    loading = false
    turn()
  }

  async function loadAnew(about: Subject): Promise<void> {
    const to = isLive() ? Infinity : Math.floor(momentAsked(store)) + 1
    const page = await fetchNews({ ...about, ...(to === Infinity ? {} : { before: to }), limit: limits.newsPageMax })
    if (about !== subject) return
    const newest = page.events[0]?.position ?? 0
    const told = to === Infinity ? paper.lines.peek().filter(({ position }) => position > newest) : []
    covered = { from: -Infinity, to, cursor: page.next }
    take(page, told)
  }

  async function loadEarlier(about: Subject): Promise<void> {
    const { cursor } = covered!
    const page = await fetchNews({ ...about, cursor: cursor!, limit: limits.newsPageMax })
    if (about !== subject || covered?.cursor !== cursor) return
    covered.cursor = page.next
    take(page, paper.lines.peek())
  }

  function take(page: NewsPage, known: readonly News[]): void {
    covered!.from = page.next === null ? -Infinity : page.events.at(-1)!.at
    batch(() => {
      paper.isAll.value = page.next === null
      paper.lines.value = merged(linesIn(page), known)
    })
  }

  async function loadAhead(about: Subject): Promise<void> {
    const before = aheadTo()
    let cursor: FeedPosition | null = null
    const found: News[] = []
    do {
      const wish: NewsWish = { ...about, after: Math.floor(covered!.to), before, limit: limits.newsPageMax }
      const page: NewsPage = await fetchNews(cursor === null ? wish : { ...wish, cursor })
      found.push(...linesIn(page))
      cursor = page.next
    } while (cursor !== null && found.length < wantedMax)
    if (about !== subject || covered === undefined || covered.to === Infinity) return
    covered.to = before
    paper.lines.value = merged(found, paper.lines.peek())
  }

  function isLive(): boolean {
    return store.showing.peek().time === 'live'
  }

  function aheadMs(): Millis {
    const showing = store.showing.peek()
    return aheadSeconds * 1000 * (showing.time === 'past' && showing.playing ? showing.speed : 1)
  }

  function aheadTo(): Millis {
    return Math.floor(
      Math.min(momentAsked(store) + aheadMs(), Math.max(momentAsked(store) + 1, serverNow(store) - freshMs)),
    )
  }
}

function linesIn({ events }: NewsPage): News[] {
  return events.map(newsOf).filter((line) => line !== undefined)
}
