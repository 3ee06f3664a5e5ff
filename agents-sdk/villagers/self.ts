import type { Perception, PlaceView } from '#sdk'
import type { Body } from './body.ts'
import { createChance, type Chance } from './chance.ts'
import type { Verdict } from './favour.ts'
import type { VillagerProfile } from './people/profile.ts'
import type { Memory, Moment } from './memory.ts'
import { dayOf, stopAfter, stopAt, type Stop } from './routine.ts'
import type { Scene } from './scene.ts'

/** One villager as it lives: who it is, its body and memory, and what it last saw. */
export type Self = {
  profile: VillagerProfile
  body: Body
  memory: Memory
  chance: Chance
  places: readonly PlaceView[]
  view: Perception
  /** When `view` was seen, in real milliseconds. */
  viewedAt: number
  day: { number: number; stops: Stop[] }
  /** What the villager is about; follows the routine, and sometimes leaves it for a detour. */
  stop: Stop
  /** What people thought of what it did, as far as it has looked. */
  verdicts: readonly Verdict[]
}

/** Puts a villager together around its first look at the village. */
export function createSelf(parts: Pick<Self, 'profile' | 'body' | 'memory' | 'places' | 'view'>, now: number): Self {
  const { profile, view } = parts
  const day = { number: view.time.day, stops: dayOf(profile, view.time.day) }
  const chance = createChance(`${profile.name} at ${now}`)
  return { ...parts, chance, viewedAt: now, day, stop: stopAt(day.stops, view.time.minute), verdicts: [] }
}

/** Takes in what the village looks like now, and remembers who was where. */
export function look(self: Self, view: Perception, now: number): void {
  self.view = view
  self.viewedAt = now
  if (self.day.number !== view.time.day) self.day = { number: view.time.day, stops: dayOf(self.profile, view.time.day) }
  const moment = momentAt(self, now)
  for (const agent of view.near) self.memory.see(agent.name, agent.kind === 'agent', agent.place, moment)
}

/** Whether the villager was last seen on the ground of a place; the board, say, is on the square as well. */
export function isAt(self: Self, id: string): boolean {
  const place = self.places.find((candidate) => candidate.id === id)
  const { x, y } = self.view.me
  return place !== undefined && x >= place.x && y >= place.y && x < place.x + place.width && y < place.y + place.height
}

/** The stay that the routine asks for now. */
export function plannedStop(self: Self, now: number): Stop {
  return stopAt(self.day.stops, momentAt(self, now).minute)
}

/** How much real time the present stay has left. */
export function leftMs(self: Self, now: number): number {
  return (plannedStop(self, now).to - momentAt(self, now).minute) * msPerMinute(self)
}

/** How long a town minute lasts, in real milliseconds. */
export function msPerMinute(self: Self): number {
  return self.view.time.dayMs / 1440
}

/** Town time now: as last perceived, and on by the real time since. */
export function momentAt(self: Self, now: number): Moment {
  const { day, minute } = self.view.time
  return { day, minute: Math.min(1439.99, minute + (now - self.viewedAt) / msPerMinute(self)), at: now }
}

// What comes next is what is already due, when a talk has made the villager late.
function nextStop(self: Self, now: number): Stop | undefined {
  const planned = plannedStop(self, now)
  const isLate = planned !== self.stop && self.day.stops.includes(self.stop)
  return isLate ? planned : stopAfter(self.day.stops, planned)
}

/** Everything the villager knows that its words can be about. */
export function sceneOf(self: Self, now: number): Scene {
  const { me, near } = self.view
  return {
    me: self.profile,
    memory: self.memory,
    chance: self.chance,
    moment: momentAt(self, now),
    x: me.x,
    y: me.y,
    place: me.place,
    near,
    places: self.places,
    stop: self.stop,
    next: nextStop(self, now),
  }
}
