import { expect } from 'chai'
import type { Air } from '#client/scene/air.ts'
import type { Figure } from '#client/scene/figures.ts'
import { createPostures, type Posture } from '#client/scene/stances.ts'
import { seatsOf } from '#client/scene/seats.ts'
import { newResident } from '#client/state/resident.ts'
import type { AgentId, PlaceId } from '#kernel/ids'
import type { Doing } from '#messages/views'
import type { Place, TownMap } from '#world/town-map'
import { weatherAt } from '#world/weather'

const seat = { kind: 'seat-south', x: 5 * 16 + 8, y: 7 * 16 + 8, width: 0, height: 0, chance: 0 }
const cafe = { id: 'cafe', kind: 'cafe' } as Place
const places = new Map([['cafe' as PlaceId, cafe]])
const map = { places } as unknown as TownMap
const postureOf = createPostures(map, seatsOf([seat, { ...seat, kind: 'lamp', x: 0, y: 0 }], 16))

function airAt(at: number, still = false): Air {
  const weather = weatherAt(at, { foundedAt: 0, dayMs: 1_440_000 })
  return { at, still, minute: 720, tint: 0xffffff, dark: 0, weather }
}

type Told = { doing?: Doing; at?: { x: number; y: number }; emote?: string; conversation?: string; walking?: boolean }

function figureOf({
  doing = 'idle',
  at = { x: 1, y: 1 },
  emote = '',
  conversation = '',
  walking = false,
}: Told): Figure {
  const fields = { id: 'a' as AgentId, name: 'A', kind: 'agent', look: 0, standing: 'active', connection: 'here' }
  const words = { said: '', saidAt: 0, thought: '', thoughtAt: 0, claim: '', claimWhat: '', claimAt: 0 }
  const walk = { ...at, path: '', startedAt: 0, tilesPerSecond: 3, goal: '', place: 'cafe' }
  const resident = newResident({ ...fields, ...words, ...walk, emote, emoteAt: 1_000, conversation })
  return { resident, moment: 2_000, position: { ...at, facing: 'east', walking }, feet: at, doing }
}

// What is seen of somebody over some seconds.
function seen(told: Told): string[] {
  const gestures = Array.from({ length: 60 }, (_, frame) => postureOf(figureOf(told), airAt(frame * 50)).gesture)
  return [...new Set(gestures)].toSorted()
}

describe('how people hold themselves', () => {
  it('shows what the village says that they do', () => {
    expect(seen({})).to.deep.equal(['stand'])
    expect(seen({ doing: 'walking', walking: true })).to.deep.equal(['left', 'right', 'stand'])
    expect(seen({ doing: 'talking' })).to.deep.equal(['stand', 'talk'])
    expect(seen({ doing: 'thinking' })).to.deep.equal(['think'])
    expect(seen({ doing: 'working' })).to.deep.equal(['work', 'workUp'])
    expect(seen({ emote: 'cheer' })).to.deep.equal(['cheer', 'stand'])
    expect(seen({ emote: 'wave' })).to.deep.equal(['wave', 'waveIn'])
  })

  it('shows no more of one whose connection is lost', () => {
    expect(seen({ doing: 'lost', emote: 'cheer' })).to.deep.equal(['stand'])
    expect(sitting({ doing: 'lost', at: { x: 5, y: 7 } }).sits).to.equal(false)
  })

  it('lets those sit who rest where a seat is, and looks the way the seat does unless they talk', () => {
    expect(sitting({ at: { x: 5, y: 7 } })).to.include({ sits: true, side: 'south' })
    expect(sitting({ at: { x: 5, y: 7 }, conversation: 'c' })).to.include({ sits: true, side: 'east' })
    expect(sitting({ at: { x: 5, y: 7 }, walking: true }).sits).to.equal(false)
    expect(sitting({ at: { x: 0, y: 0 } }).sits).to.equal(false)
  })

  it('gives those who work what belongs to the place, and nobody else', () => {
    expect(sitting({ doing: 'working' }).tool).to.equal('cup')
    expect(sitting({ doing: 'thinking' }).tool).to.equal('none')
  })

  it('is one picture for whoever asks for less motion, walking apart', () => {
    const gestures = [0, 300, 600, 900].map((at) => postureOf(figureOf({ doing: 'talking' }), airAt(at, true)).gesture)
    expect(new Set(gestures)).to.deep.equal(new Set(['talk']))
  })

  function sitting(told: Told): Posture {
    return postureOf(figureOf(told), airAt(0))
  }
})
