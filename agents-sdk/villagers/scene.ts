import type { AgentView, PlaceView } from '#sdk'
import { cast, type VillagerProfile } from './cast.ts'
import type { Chance } from './chance.ts'
import type { Memory, Moment } from './memory.ts'
import { nameOfPlace, wordsForPlace, type PlaceName } from './place-names.ts'
import type { Stop } from './routine.ts'
import { clockOf, partOf } from './time-words.ts'
import type { Known } from './understand.ts'

/** Everything a villager can know when it speaks: itself, what it remembers and sees, and what it is about to do. */
export type Scene = {
  me: VillagerProfile
  memory: Memory
  chance: Chance
  moment: Moment
  x: number
  y: number
  place: string | null
  near: readonly AgentView[]
  places: readonly PlaceView[]
  stop: Stop
  next: Stop | undefined
}

/** What fills the places of a template; what is missing rules the template out. */
export type Values = Readonly<Record<string, string | undefined>>

/** The values that every line of a scene can use. */
export function valuesOf(scene: Scene, you?: string): Values {
  return {
    you,
    me: scene.me.name,
    trade: scene.me.trade,
    part: partOf(scene.moment.minute),
    clock: clockOf(scene.moment.minute),
    here: scene.place === null ? 'here' : placeName(scene, scene.place).at,
    work: placeName(scene, scene.me.work).at,
  }
}

/** How the villager of a scene names a place. */
export function placeName(scene: Scene, id: string | null): PlaceName {
  return nameOfPlace(id, scene.me.name, scene.places.find((place) => place.id === id)?.name)
}

/** The names and places that can come up in a scene: the cast, and whoever was seen or heard. */
export function knownIn(scene: Pick<Scene, 'near' | 'places' | 'memory'>, names: readonly string[] = []): Known {
  const people = new Set([...cast.map((profile) => profile.name), ...scene.near.map((agent) => agent.name), ...names])
  for (const acquaintance of scene.memory.people()) people.add(acquaintance.name)
  return {
    names: [...people].toSorted((a, b) => b.length - a.length),
    places: scene.places.map((place) => ({ id: place.id, words: wordsForPlace(place.id, place.name) })),
  }
}

/** Which way another place lies from where the villager stands, and how far: `to the north-east`, 20 steps. */
export function wayTo(scene: Scene, id: string): { way: string; steps: number } | undefined {
  const place = scene.places.find((candidate) => candidate.id === id)
  if (place === undefined || scene.place === id) return undefined
  const right = place.entrance.x - scene.x
  const down = place.entrance.y - scene.y
  const vertical = Math.abs(down) * 2.4 < Math.abs(right) ? '' : down < 0 ? 'north' : 'south'
  const horizontal = Math.abs(right) * 2.4 < Math.abs(down) ? '' : right < 0 ? 'west' : 'east'
  const steps = Math.max(1, Math.round(Math.max(Math.abs(right), Math.abs(down))))
  return { way: `to the ${[vertical, horizontal].filter((word) => word !== '').join('-')}`, steps }
}
