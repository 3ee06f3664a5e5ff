import { between, pick } from './chance.ts'
import type { Dwelling } from './dwelling.ts'
import { isAt, leftMs, momentAt, msPerMinute, plannedStop, sceneOf, type Self } from './self.ts'
import { asideFrom, type Stop } from './routine.ts'
import { choose } from './line.ts'
import type { Part } from './memory.ts'
import { thoughts } from './words/phrases.ts'

const somewhere = 'square'
const triesMax = 3
const retryMs = 5_000
const stayMsMin = 9_000
const walkMsMax = 40_000
const detourMs = 90_000
const detourEveryMs = 110_000

/** See `createTravelling`. */
export type Travelling = ReturnType<typeof createTravelling>

/** How a villager follows its day: it sets out when the next stay begins, with a thought why, and tries again when stopped. */
export function createTravelling(self: Self, dwelling: Dwelling) {
  const { body, chance, memory } = self
  let state: 'due' | 'walking' | 'waiting' | 'there' = 'due'
  let tries = 0
  let walks = 0
  let standsSince = 0
  let retryAt = 0
  let reachedAt = Date.now()
  let detourUntil = 0
  let setOutAt = 0
  let isFirst = true
  let hasReached = false

  return { follow, isWalking: () => state === 'walking', interrupted, divert, isThere, release }

  /** Goes where the day wants the villager to be; true while that takes its attention. */
  async function follow(now: number): Promise<boolean> {
    const wanted = wantedStop(now)
    if (wanted !== self.stop) change(wanted, now)
    if (state === 'there' && hasStrayed(now)) await goBack(now)
    if (state === 'due') await setOut(now)
    else if (state === 'walking') checkWalk(now)
    else if (state === 'waiting' && now >= retryAt) state = 'due'
    return state !== 'there'
  }

  // A talk may have drawn the villager away; one that never got there has given up, and stays where it is.
  function hasStrayed(now: number): boolean {
    const isRecent = self.viewedAt > reachedAt + 1_000 && now - reachedAt > 6_000
    return hasReached && isRecent && self.view.me.walk === null && !isAt(self, target())
  }

  async function goBack(now: number): Promise<void> {
    state = 'due'
    tries = 1
    await think(choose(sceneOf(self, now), thoughts.back), now)
  }

  // A map of one's own may lack a place of this routine; the square is on every map.
  function target(): string {
    return self.places.some(({ id }) => id === self.stop.place) ? self.stop.place : somewhere
  }

  function wantedStop(now: number): Stop {
    const planned = plannedStop(self, now)
    if (now < detourUntil || isBound(now)) return self.stop
    const isLong =
      state === 'there' &&
      self.stop === planned &&
      now - reachedAt > detourEveryMs &&
      leftMs(self, now) > 2 * detourEveryMs
    return isLong && planned.kind !== 'sleep' && planned.kind !== 'rise' ? detour(planned, now) : planned
  }

  // What was begun is brought to an end, however short the days are.
  function isBound(now: number): boolean {
    if (state === 'there') return now - reachedAt < stayMsMin
    return state !== 'due' && now - setOutAt < walkMsMax
  }

  // A stay of hours, where days are long, is broken up by something else.
  function detour(planned: Stop, now: number): Stop {
    const other = asideFrom(planned, self.profile, chance, self.verdicts)
    if (other === undefined) return planned
    detourUntil = now + detourMs
    const { minute } = momentAt(self, now)
    return { from: minute, to: minute + detourMs / msPerMinute(self), kind: planned.kind, ...other }
  }

  function change(wanted: Stop, now: number): void {
    if (state === 'there' && self.stop.kind !== 'sleep')
      memory.did(self.stop.task.did, self.stop.task.topic, momentAt(self, now))
    const sleepsOn = wanted.kind === 'sleep' && self.stop.kind === 'sleep' && state === 'there'
    self.stop = wanted
    if (sleepsOn) return
    state = 'due'
    tries = 0
  }

  async function setOut(now: number): Promise<void> {
    const isHere = isAt(self, target()) && self.view.me.walk === null
    if (tries === 0 && !(isHere && self.stop.kind === 'sleep' && isFirst)) await explain(now)
    isFirst = false
    if (isHere) {
      arrive(now)
      if (self.stop.kind !== 'sleep') await dwelling.shift(now, false)
      return
    }
    state = 'walking'
    setOutAt = now
    standsSince = 0
    const own = (walks += 1)
    void body.walk(target()).then((journey) => {
      if (state !== 'walking' || own !== walks) return
      if (journey === 'arrived') arrive(Date.now())
      else again(Date.now())
    })
  }

  async function explain(now: number): Promise<void> {
    const scene = sceneOf(self, now)
    const { why, will } = self.stop.task
    await think(choose(scene, why) ?? choose(scene, thoughts.go, undefined, { will }), now)
  }

  async function think(thought: Part | undefined, now: number): Promise<void> {
    if (thought === undefined) return
    memory.said([thought], now)
    await body.think(thought.text)
  }

  // The walk's own promise is lost with a connection; standing still for a while says the same.
  function checkWalk(now: number): void {
    if (self.view.me.walk !== null) standsSince = 0
    else if (standsSince === 0) standsSince = now
    else if (now - standsSince > retryMs) again(now)
  }

  function again(now: number): void {
    if (isAt(self, target()) && self.view.me.walk === null) return arrive(now)
    tries += 1
    state = 'waiting'
    retryAt = now + between(chance, retryMs / 4, retryMs)
    if (tries < triesMax) return
    arrive(now)
    hasReached = false // as near as it gets
    void body.think(pick(chance, thoughts.lost))
  }

  function arrive(now: number): void {
    state = 'there'
    hasReached = true
    reachedAt = now
    dwelling.begin(now)
  }

  /** Something else has moved the villager; it goes on from where it stands. */
  function interrupted(): void {
    if (state === 'walking') state = 'due'
  }

  /** Leaves the day's routine for another stay, for some milliseconds or until `release`. */
  function divert(stop: Stop, ms: number, now: number): void {
    detourUntil = now + ms
    if (stop !== self.stop) change(stop, now)
  }

  /** Whether the villager has come to a stay, or as near to it as it gets. */
  function isThere(stop: Stop): boolean {
    return self.stop === stop && state === 'there'
  }

  function release(): void {
    detourUntil = 0
  }
}
