import { between, pick } from './chance.ts'
import { choose } from './line.ts'
import { sceneOf, type Self } from './self.ts'
import { cry } from './small-talk.ts'
import { thoughts } from './words/phrases.ts'

const emotesAtLeisure = ['note', 'smile', 'idea', 'question', 'heart'] as const
const shiftTilesMax = 6
const shiftTries = 5
const walkMsMax = 8_000

/** See `createDwelling`. */
export type Dwelling = ReturnType<typeof createDwelling>

/** What fills the time at a place: the steps of the task one after the other, a change of spot, thoughts, now and then a call. */
export function createDwelling(self: Self) {
  const { body, memory, chance } = self
  let step = 0
  let stepAt = 0
  let shiftAt = 0
  let thinkAt = 0
  let emoteAt = 0
  let cryAt = 0

  return { begin, pass, shift }

  /** Starts a stay: the first step comes at once, the rest in its time. */
  function begin(now: number): void {
    step = 0
    stepAt = now + between(chance, 300, 1_500)
    shiftAt = now + between(chance, 35_000, 80_000)
    thinkAt = now + between(chance, 20_000, 60_000)
    emoteAt = now + between(chance, 15_000, 90_000)
    cryAt = now + between(chance, 12_000, 100_000)
  }

  /** Does what is due, at most one thing. */
  async function pass(now: number): Promise<void> {
    const isAsleep = self.stop.kind === 'sleep'
    if (now >= stepAt) return doStep(now, isAsleep)
    if (now >= emoteAt) return emote(now, isAsleep)
    if (isAsleep) return
    if (now >= shiftAt) return shift(now)
    if (now >= thinkAt) return think(now)
    if (now >= cryAt && self.stop.kind === 'work') return call(now)
  }

  async function doStep(now: number, isAsleep: boolean): Promise<void> {
    const { steps } = self.stop.task
    await body.use(steps[step % steps.length]!)
    step += 1
    stepAt = now + (isAsleep ? between(chance, 70_000, 140_000) : between(chance, 22_000, 38_000))
  }

  async function emote(now: number, isAsleep: boolean): Promise<void> {
    emoteAt = now + between(chance, 50_000, 150_000)
    await body.emote(isAsleep ? 'sleepy' : pick(chance, emotesAtLeisure)!)
  }

  async function think(now: number): Promise<void> {
    thinkAt = now + between(chance, 40_000, 90_000)
    const scene = sceneOf(self, now)
    const who = pick(
      chance,
      scene.near.filter((agent) => agent.kind === 'scripted' || chance() < 0.5),
    )?.name
    const templates = pick(chance, [self.profile.voice.musings, thoughts.next, thoughts.near])!
    const thought = choose(scene, templates, who, { who, will: scene.next?.task.will })
    if (thought === undefined) return
    memory.said([thought], now)
    await body.think(thought.text)
  }

  async function call(now: number): Promise<void> {
    cryAt = now + between(chance, 80_000, 180_000)
    if (self.view.near.length > 0 && body.canSpeak(now)) await body.say(cry(sceneOf(self, now)), now)
  }

  /** Moves a few steps within the place, for a reason. */
  async function shift(now: number, isExplained = true): Promise<void> {
    shiftAt = now + between(chance, 40_000, 90_000)
    const place = self.places.find((candidate) => candidate.id === self.stop.place)
    if (place === undefined) return
    const thought = choose(sceneOf(self, now), thoughts.shift)
    if (thought !== undefined && isExplained && chance() < 0.6) {
      memory.said([thought], now)
      await body.think(thought.text)
    }
    for (let attempt = 0; attempt < shiftTries; attempt++) {
      const walked = await Promise.race([body.walk(tileIn(place)), pause(walkMsMax)])
      if (walked !== 'refused') break
    }
    stepAt = Math.min(stepAt, now + 4_000)
  }

  function tileIn(place: { x: number; y: number; width: number; height: number }): { x: number; y: number } {
    return { x: along(self.view.me.x, place.x, place.width), y: along(self.view.me.y, place.y, place.height) }
  }

  function along(from: number, start: number, length: number): number {
    const end = start + length - 1
    const least = Math.min(end, Math.max(start, Math.round(from) - shiftTilesMax))
    const most = Math.max(start, Math.min(end, Math.round(from) + shiftTilesMax))
    return Math.floor(between(chance, least, most + 1))
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
