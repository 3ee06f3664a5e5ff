import type { PlaceId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Millis } from '#kernel/time'
import type { PlaceKind, TownMap } from '#world/town-map'
import type { Facing } from '#world/walk'
import type { Air } from './air.ts'
import type { Figure } from './figures.ts'
import type { Side } from './person/doll.ts'
import type { Stance } from './person/draw-person.ts'
import type { Gesture } from './person/gestures.ts'
import type { Tool } from './person/tools.ts'
import type { SeatAt } from './seats.ts'

/** A gesture goes through these, each for a while; the first is what it looks like at rest. */
type Cycle = { turnMs: Millis; gestures: readonly Gesture[] }

const walking: Cycle = { turnMs: 130, gestures: ['left', 'stand', 'right', 'stand'] }
const cycles = {
  idle: { turnMs: 1_000, gestures: ['stand'] },
  talking: { turnMs: 190, gestures: ['talk', 'stand', 'talk', 'talk', 'stand', 'stand'] },
  thinking: { turnMs: 1_000, gestures: ['think'] },
  working: { turnMs: 380, gestures: ['work', 'workUp'] },
  cheering: { turnMs: 240, gestures: ['cheer', 'stand'] },
  waving: { turnMs: 220, gestures: ['wave', 'waveIn'] },
} as const satisfies Record<string, Cycle>

// Only where the work of a place is plain; at home or in a garden people do all sorts of things.
const tools: Partial<Record<PlaceKind, Tool>> = {
  board: 'book',
  bank: 'book',
  academy: 'book',
  'town-hall': 'book',
  cafe: 'cup',
  market: 'crate',
  arena: 'wrench',
  'power-house': 'wrench',
}

/** How somebody is drawn, mirrored or not. */
export type Posture = Stance & { mirrored: boolean; hops: boolean }

/** Tells how people hold themselves, from where they are and what the village says of them; it invents nothing. */
export function createPostures(map: TownMap, seatAt: SeatAt) {
  return function postureOf(figure: Figure, { at, still }: Air): Posture {
    const { resident, position, doing } = figure
    const seat = doing === 'lost' || doing === 'quarantined' ? undefined : seatAt(position)
    const facing = facingOf(position.facing, seat, resident.conversation !== '')
    const cycle = cycleOf(figure)
    // Each with a phase of its own, or a crowd would nod in step; those who walk keep the old even pace.
    const turn = Math.floor((at + (position.walking ? 0 : resident.look % 4_096)) / cycle.turnMs)
    const gesture = cycle.gestures[(still && !position.walking ? 0 : turn) % cycle.gestures.length]!
    const tool = doing === 'working' ? toolAt(map, resident.place) : 'none'
    const hops = gesture === 'cheer' && seat === undefined && !still
    return { side: sideOf(facing), gesture, sits: seat !== undefined, tool, mirrored: facing === 'west', hops }
  }
}

function cycleOf({ resident, moment, position, doing }: Figure): Cycle {
  if (position.walking) return walking
  const feels = moment < resident.emoteAt + limits.emoteMs ? resident.emote : ''
  if (doing === 'lost' || doing === 'quarantined') return cycles.idle
  if (feels === 'cheer') return cycles.cheering
  if (feels === 'wave') return cycles.waving
  if (doing === 'talking') return cycles.talking
  if (doing === 'thinking') return cycles.thinking
  return doing === 'working' ? cycles.working : cycles.idle
}

// One who talks turns to the others, but nobody sits with their back to the view.
function facingOf(facing: Facing, seat: Facing | undefined, talks: boolean): Facing {
  if (seat === undefined) return facing
  return talks && facing !== 'north' ? facing : seat
}

function toolAt(map: TownMap, place: string): Tool {
  const kind = map.places.get(place as PlaceId)?.kind
  return (kind === undefined ? undefined : tools[kind]) ?? 'none'
}

function sideOf(facing: Facing): Side {
  return facing === 'west' ? 'east' : facing
}
