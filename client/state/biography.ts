import { effect, untracked } from '@preact/signals'
import { wait, waitMsAfter } from '#client/net/patience.ts'
import type { AgentId, PlaceId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Millis } from '#kernel/time'
import type { History } from '#messages/history'
import type { Tile } from '#world/grid'
import { deedsIn, tilesOf, withoutRepeats, type Deeds, type Visit } from './day.ts'
import type { Resident, Saying } from './resident.ts'
import { momentAsked } from './showing.ts'
import type { Store } from './store.ts'

/** Of a long day only the last stretches are looked at: six hours. */
const stretchesMax = 36
const sayingsMax = 12
/** What is not kept yet is asked for again after this. */
const againMs = 10_000

/** The day of the selected agent up to the moment shown; moments count from the Unix epoch. */
export type Biography = {
  agentId: AgentId
  /** From which moment on its path is told: the town's midnight, or later if the day is long. */
  from: Millis
  /** The tiles that it has walked over, each once, without the walk it is on. */
  trail: readonly Tile[]
  /** Where it came to, oldest first. */
  visits: readonly Visit[]
  /** Its last words and thoughts, the newest first. */
  sayings: readonly Saying[]
}

type Stretch = { to: Millis; isWhole: boolean; askedAt: Millis; deeds: Deeds }
type FetchHistory = (from: Millis, to: Millis, signal: AbortSignal, agent: AgentId) => Promise<History>

/** Keeps the day of whoever is selected: what is kept of it, and beyond that what the page has seen itself. */
export function keepBiography(store: Store, fetchHistory: FetchHistory): void {
  const stretches = new Map<Millis, Stretch>()
  let leaving = new AbortController()
  let isLoading = false
  let failures = 0
  let seen: Visit[] = []
  let seenPlace: string | undefined

  effect(() => {
    void store.selected.value
    untracked(() => {
      leaving.abort()
      leaving = new AbortController()
      stretches.clear()
      isLoading = false
      failures = 0
      seen = []
      seenPlace = undefined
      store.biography.value = undefined
    })
  })
  effect(() => {
    const id = store.selected.value
    for (const { value } of [store.second, store.showing]) void value
    if (id !== undefined) untracked(() => turn(id))
  })

  function turn(id: AgentId): void {
    tell(id)
    const from = isLoading ? undefined : missing()
    if (from !== undefined) void load(id, from)
  }

  // The newest first, since that is what is looked at.
  function missing(): Millis | undefined {
    const moment = momentAsked(store)
    const first = Math.floor(dayStart() / limits.historyRangeMsMax) * limits.historyRangeMsMax
    for (let from = stretchOf(moment), count = 0; from >= first && count < stretchesMax; count++) {
      const known = stretches.get(from)
      if (known === undefined) return from
      const isShort = !known.isWhole && known.to < moment
      if (isShort && performance.now() - known.askedAt > againMs) return from
      from -= limits.historyRangeMsMax
    }
    return undefined
  }

  async function load(id: AgentId, from: Millis): Promise<void> {
    isLoading = true
    const { signal } = leaving
    const askedAt = performance.now()
    try {
      const known = stretches.get(from)
      const history = await fetchHistory(known?.to ?? from, from + limits.historyRangeMsMax, signal, id)
      if (signal.aborted) return
      const isWhole = history.to === history.asked
      stretches.set(from, { to: history.to, isWhole, askedAt, deeds: bothDeeds(known?.deeds, deedsIn(history)) })
      failures = 0
    } catch {
      if (!signal.aborted) await wait(waitMsAfter(failures++))
    }
    if (signal.aborted) return
    isLoading = false
    turn(id)
  }

  function tell(agentId: AgentId): void {
    const moment = momentAsked(store)
    const resident = store.residents.get(agentId)?.peek()
    const deeds = [...stretches].sort(([a], [b]) => a - b).map(([, stretch]) => stretch.deeds)
    if (resident !== undefined) {
      see(resident, moment)
      deeds.push(seenOf(resident, store.village.peek().epoch))
    }
    const from = Math.max(dayStart(), stretchOf(moment) - (stretchesMax - 1) * limits.historyRangeMsMax)
    const walks = byStart(deeds.flatMap((some) => some.walks)).filter(({ startedAt }) => startedAt <= moment)
    const visits = [...deeds.flatMap((some) => some.visits), ...seen].filter(({ at }) => at <= moment)
    const sayings = byMoment(deeds.flatMap((some) => some.sayings)).filter(({ at }) => at <= moment)
    store.biography.value = {
      agentId,
      from,
      trail: tilesOf(walks, from),
      visits: since(from, withoutRepeats(visits.sort((a, b) => a.at - b.at))),
      sayings: sayings.slice(-sayingsMax).toReversed(),
    }
  }

  // Somebody who comes to a place is seen at once, but kept only some seconds later.
  function see({ place }: Resident, moment: Millis): void {
    const isNew = seenPlace !== undefined && place !== seenPlace && place !== ''
    seenPlace = store.showing.peek().time === 'live' ? place : undefined
    if (isNew && seenPlace !== undefined) seen.push({ place: place as PlaceId, at: moment })
  }

  function dayStart(): Millis {
    const { foundedAt, dayMs } = store.village.peek()
    const moment = momentAsked(store)
    return dayMs === 0 ? moment : Math.round(moment - (Math.max(0, moment - foundedAt) % dayMs))
  }
}

function stretchOf(moment: Millis): Millis {
  return Math.floor(moment / limits.historyRangeMsMax) * limits.historyRangeMsMax
}

// What both tell of is told twice; it is sorted out when it is told.
function bothDeeds(known: Deeds | undefined, more: Deeds): Deeds {
  if (known === undefined) return more
  return {
    walks: [...known.walks, ...more.walks],
    visits: [...known.visits, ...more.visits],
    sayings: [...known.sayings, ...more.sayings],
  }
}

// What the page has seen reaches up to now; what is kept comes some seconds later.
function seenOf({ legs, sayings }: Resident, epoch: Millis): Deeds {
  return {
    walks: legs.map(({ walk }) => ({ ...walk, startedAt: walk.startedAt + epoch })),
    visits: [],
    sayings: sayings.map((saying) => ({ ...saying, at: saying.at + epoch })),
  }
}

// Who was there already when the day began is there in the morning.
function since(from: Millis, visits: readonly Visit[]): Visit[] {
  const inside = visits.findIndex(({ at }) => at >= from)
  const first = inside === -1 ? visits.length : inside
  const morning = visits.slice(Math.max(0, first - 1), first).map(({ place }) => ({ place, at: from }))
  return withoutRepeats([...morning, ...visits.slice(first)])
}

function byStart<T extends { startedAt: Millis }>(walks: readonly T[]): T[] {
  return [...new Map(walks.map((walk) => [Math.round(walk.startedAt), walk])).values()].sort(
    (a, b) => a.startedAt - b.startedAt,
  )
}

function byMoment(sayings: readonly Saying[]): Saying[] {
  const known = new Map(sayings.map((saying) => [`${saying.kind} ${Math.round(saying.at)}`, saying]))
  return [...known.values()].sort((a, b) => a.at - b.at)
}
