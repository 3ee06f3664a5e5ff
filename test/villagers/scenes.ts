import { readFileSync } from 'node:fs'
import { readTownMap } from '#world/read-map'
import type { AgentView, PlaceView } from '#messages/views'
import { cast, type VillagerProfile } from '#villagers/cast'
import { createChance } from '#villagers/chance'
import { createMemory } from '#villagers/memory'
import { dayOf, stopAfter, stopAt } from '#villagers/routine'
import { knownIn, type Scene } from '#villagers/scene'
import { understand, type Meaning } from '#villagers/understand'

const mapFile = readFileSync(new URL(import.meta.resolve('#maps/village.json')), 'utf8')

/** The places of the shipped map, as an agent is told of them. */
export const places: readonly PlaceView[] = readPlaces()

export const midday = 12 * 60

function readPlaces(): PlaceView[] {
  const result = readTownMap(JSON.parse(mapFile))
  if (result.status === 'faulty') throw new Error(result.faults.join('\n'))
  return [...result.map.places.values()].map(({ id, name, kind, area, entrance }) => ({
    id,
    name,
    kind,
    ...area,
    entrance,
  }))
}

export function profileOf(name: string): VillagerProfile {
  return cast.find((profile) => profile.name === name)!
}

/** Someone of the cast on the square at a town minute, with nobody in sight and nothing to remember. */
export function sceneOf(name: string, changes: Partial<Scene> = {}, minute = midday): Scene {
  const me = profileOf(name)
  const stops = dayOf(me, 3)
  const stop = stopAt(stops, minute)
  return {
    me,
    memory: createMemory(),
    chance: createChance(`${name} in a test`),
    moment: { day: 3, minute, at: 1_000_000_000 },
    x: 34,
    y: 30,
    place: 'square',
    near: [],
    places,
    stop,
    next: stopAfter(stops, stop),
    ...changes,
  }
}

/** The same scene some real milliseconds later, one town minute for each second. */
export function later(scene: Scene, ms: number): Scene {
  const { day, minute, at } = scene.moment
  return { ...scene, moment: { day, minute: Math.min(1439, minute + ms / 1000), at: at + ms } }
}

export function meaningOf(scene: Scene, text: string, from = 'Zara'): Meaning {
  return understand(text, knownIn(scene, [from]))
}

export function agentNamed(name: string, changes: Partial<AgentView> = {}): AgentView & { distance: number } {
  const kind = cast.some((profile) => profile.name === name) ? 'scripted' : 'agent'
  const quiet = { walk: null, goal: '', said: null, thought: null, emote: null, conversation: null }
  const still = {
    standing: 'active',
    x: 35,
    y: 30,
    facing: 'south',
    doing: 'idle',
    doingWhat: '',
    place: 'square',
  } as const
  return { id: `id-${name}`, name, kind, look: 1, ...still, ...quiet, distance: 1, ...changes }
}
