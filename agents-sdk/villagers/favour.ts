import { pick, type Chance } from './chance.ts'

/** What people thought of something: a reward or a penalty, for something with these tags (a kind of post, a topic, a place). */
export type Verdict = { kind: 'reward' | 'penalty'; at: number; tags: readonly string[] }

const step = 0.5
const weightMin = 0.25
const weightMax = 2.5

/** How much rather than usual something is done: 1 as long as nobody rewarded or penalized it, between 0.25 and 2.5. */
export function weightOf(tag: string, verdicts: readonly Verdict[]): number {
  const sum = verdicts
    .filter(({ tags }) => tags.includes(tag))
    .reduce((weight, { kind }) => weight + (kind === 'reward' ? step : -step), 1)
  return Math.min(weightMax, Math.max(weightMin, sum))
}

/** Whether a kind of post was penalized within the last day, so that nothing of the kind is posted now. */
export function isBarred(kind: string, verdicts: readonly Verdict[], now: number, dayMs: number): boolean {
  return verdicts.some(
    (verdict) => verdict.kind === 'penalty' && verdict.tags.includes(kind) && now - verdict.at < dayMs,
  )
}

/** One of the items, each as likely as its weight; undefined only when there are none. */
export function pickWeighted<T>(chance: Chance, items: readonly T[], weigh: (item: T) => number): T | undefined {
  const tickets = items.map((item) => ({ item, weight: weigh(item) }))
  let left = chance() * tickets.reduce((sum, { weight }) => sum + weight, 0)
  for (const { item, weight } of tickets) {
    left -= weight
    if (left < 0) return item
  }
  return pick(chance, items)
}
