import { between, createChance, pick, shuffled, type Chance } from './chance.ts'
import { pickWeighted, weightOf, type Verdict } from './favour.ts'
import { evenings, pastimes } from './people/pastimes.ts'
import type { BlockKind, Task, VillagerProfile } from './people/profile.ts'

/** One stay of a day: from one town minute up to another, where, and what for. */
export type Stop = { from: number; to: number; kind: BlockKind; place: string; task: Task }

const dayMinutes = 1440
const startSpreadMinutes = 8
const eveningMinutes = [35, 60] as const

/** The whole day of a villager, without gaps, from minute 0 up to 1,440. The same day of the same villager is always the same. */
export function dayOf(profile: VillagerProfile, day: number): Stop[] {
  const chance = createChance(`${profile.name} on day ${day}`)
  const decks = createDecks(profile, chance)
  const starts = profile.hours.map(([clock], at) => startOf(clock, at, chance))
  return profile.hours.flatMap(([, kind], at) => {
    const from = starts[at]!
    const to = starts[at + 1] ?? dayMinutes
    return splitBlock(profile, chance, kind, from, to).map((part) => ({ ...part, kind, ...decks.draw(kind) }))
  })
}

/** The stay that a town minute falls into. */
export function stopAt(stops: readonly Stop[], minute: number): Stop {
  return stops.find((stop) => minute < stop.to) ?? stops.at(-1)!
}

/** The stay after another one, if the day has one left. */
export function stopAfter(stops: readonly Stop[], stop: Stop): Stop | undefined {
  return stops.find((other) => other.from >= stop.to)
}

function startOf(clock: string, at: number, chance: Chance): number {
  const minute = Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
  const spread = Math.round(between(chance, -startSpreadMinutes, startSpreadMinutes))
  return at === 0 ? 0 : minute + spread
}

function splitBlock(profile: VillagerProfile, chance: Chance, kind: BlockKind, from: number, to: number) {
  const [least, most] = kind === 'work' || kind === 'night' ? profile.taskMinutes : eveningMinutes
  const isSplit = kind === 'work' || kind === 'night' || kind === 'evening'
  const count = isSplit ? Math.max(1, Math.round((to - from) / between(chance, least, most))) : 1
  const edge = (at: number) => Math.round(from + ((to - from) * at) / count)
  return Array.from({ length: count }, (_, at) => ({ from: edge(at), to: edge(at + 1) }))
}

/** Something else to do for a while during a long stay of a kind, rather what people like, or nothing. */
export function asideFrom(
  stop: Stop,
  profile: VillagerProfile,
  chance: Chance,
  verdicts: readonly Verdict[] = [],
): { place: string; task: Task } | undefined {
  const work = stop.kind === 'work' ? profile.tasks : stop.kind === 'night' ? profile.nightTasks : []
  const haunts =
    stop.kind === 'evening' ? profile.haunts.flatMap((haunt) => evenings[haunt]!.map((task) => at(task, haunt))) : []
  const errands =
    stop.kind === 'night' || stop.kind === 'evening' ? [] : profile.errands.map((errand) => at(errand, errand.place))
  const others = [...work.map((task) => at(task, profile.work)), ...haunts, ...errands]
  return pickWeighted(
    chance,
    others.filter(({ task }) => task !== stop.task),
    ({ place, task }) => weightOf(place, verdicts) * weightOf(task.topic ?? '', verdicts),
  )
}

// What is drawn once does not come again before everything else has been drawn.
function createDecks(profile: VillagerProfile, chance: Chance) {
  const work = createDeck(chance, profile.tasks)
  const night = createDeck(chance, profile.nightTasks)
  const errands = createDeck(chance, profile.errands)
  const haunts = createDeck(chance, profile.haunts)

  return { draw }

  function draw(kind: BlockKind): { place: string; task: Task } {
    if (kind === 'work') return at(work(), profile.work)
    if (kind === 'night') return at(night(), profile.work)
    if (kind === 'errand') return at(errands(), profile.home)
    if (kind !== 'evening') return at(pick(chance, pastimes[kind])!, profile.home)
    const haunt = haunts()
    return at(pick(chance, evenings[haunt]!)!, haunt)
  }
}

function at(task: Task, place: string): { place: string; task: Task } {
  return { place: task.place ?? place, task }
}

function createDeck<T>(chance: Chance, items: readonly T[]): () => T {
  let left: T[] = []
  let last: T | undefined
  return () => {
    if (left.length === 0) left = shuffled(chance, items)
    if (left.length > 1 && left[0] === last) left.push(left.shift()!)
    last = left.shift()!
    return last
  }
}
