import { Container, Sprite } from 'pixi.js'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { Facing } from '#world/walk'
import type { View } from './camera.ts'
import type { Figure } from './figures.ts'
import { dollHeight, type Side, type Step } from './person/doll.ts'
import { createPersonAtlas, type PersonTextures } from './person/person-atlas.ts'

const walkCycle: readonly Step[] = ['left', 'stand', 'right', 'stand']
const stepMs = 130
const nodMs = 160
const feetRow = 22
const paleAlpha = 0.45

type Person = { sprite: Sprite; textures: PersonTextures; look: number; drawnAt: number }

/** Draws people, those in front over those behind. */
export function createPeople(store: Store) {
  const layer = new Container({ sortableChildren: true })
  const atlas = createPersonAtlas()
  const people = new Map<AgentId, Person>()
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  let frame = 0
  return { layer, draw }

  function draw(figures: readonly Figure[], view: View, moment: Millis): void {
    frame += 1
    for (const figure of figures) drawFigure(figure, view, moment)
    for (const [id, person] of people) {
      if (!store.residents.has(id)) remove(id, person)
      else if (person.drawnAt !== frame) person.sprite.visible = false
    }
    atlas.upload()
  }

  function drawFigure({ resident, position, feet, doing }: Figure, { scale }: View, moment: Millis): void {
    const person = personOf(resident.id, resident.look)
    const { sprite } = person
    const step = position.walking ? walkCycle[Math.floor(Math.max(0, moment) / stepMs) % walkCycle.length]! : 'stand'
    person.drawnAt = frame
    sprite.visible = true
    sprite.texture = person.textures[sideOf(position.facing)][step]
    sprite.scale.x = position.facing === 'west' ? -1 : 1
    // To the device pixel, not the art pixel, so that a walk is smooth and still every pixel is sharp.
    const hop = doing === 'talking' && !calm.matches && Math.floor(moment / nodMs) % 4 === 0 ? 1 : 0
    sprite.position.set(Math.round(feet.x * scale) / scale, Math.round(feet.y * scale) / scale - hop)
    sprite.zIndex = feet.y
    sprite.alpha = doing === 'lost' ? paleAlpha : 1
  }

  function personOf(id: AgentId, look: number): Person {
    const known = people.get(id)
    if (known !== undefined && known.look === look) return known
    if (known !== undefined) remove(id, known)
    const textures = atlas.take(look)
    const sprite = new Sprite({ texture: textures.south.stand, anchor: { x: 0.5, y: feetRow / dollHeight } })
    const person = { sprite, textures, look, drawnAt: 0 }
    people.set(id, person)
    layer.addChild(sprite)
    return person
  }

  function remove(id: AgentId, person: Person): void {
    atlas.release(person.look)
    person.sprite.destroy()
    people.delete(id)
  }
}

function sideOf(facing: Facing): Side {
  return facing === 'west' ? 'east' : facing
}
