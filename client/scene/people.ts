import { Container, Sprite, Texture } from 'pixi.js'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import type { Air } from './air.ts'
import type { View } from './camera.ts'
import type { Figure } from './figures.ts'
import { dollHeight } from './person/doll.ts'
import { createPersonAtlas, type PersonTextures } from './person/person-atlas.ts'
import type { Posture } from './stances.ts'

const hopPixels = 2
const feetRow = 22
const paleAlpha = 0.45

type Person = { sprite: Sprite; textures: PersonTextures; posture: Posture | undefined; look: number; drawnAt: number }

/** Draws people, those in front over those behind. */
export function createPeople(store: Store, postureOf: (figure: Figure, air: Air) => Posture) {
  const layer = new Container({ sortableChildren: true })
  const atlas = createPersonAtlas()
  const people = new Map<AgentId, Person>()
  let frame = 0
  return { layer, draw }

  function draw(figures: readonly Figure[], view: View, air: Air): void {
    frame += 1
    for (const figure of figures) drawFigure(figure, view, air)
    for (const [id, person] of people) {
      if (!store.residents.has(id)) remove(id, person)
      else if (person.drawnAt !== frame) person.sprite.visible = false
    }
    atlas.upload()
  }

  function drawFigure(figure: Figure, { scale }: View, air: Air): void {
    const { resident, feet, doing } = figure
    const person = personOf(resident.id, resident.look)
    const { sprite } = person
    const posture = postureOf(figure, air)
    person.drawnAt = frame
    sprite.visible = true
    if (!isAlike(person.posture, posture)) sprite.texture = person.textures(posture)
    person.posture = posture
    sprite.scale.x = posture.mirrored ? -1 : 1
    // To the device pixel, not the art pixel, so that a walk is smooth and still every pixel is sharp.
    const hop = posture.hops ? hopPixels : 0
    sprite.position.set(Math.round(feet.x * scale) / scale, Math.round(feet.y * scale) / scale - hop)
    sprite.zIndex = feet.y
    sprite.alpha = doing === 'lost' ? paleAlpha : 1
  }

  function personOf(id: AgentId, look: number): Person {
    const known = people.get(id)
    if (known !== undefined && known.look === look) return known
    if (known !== undefined) remove(id, known)
    const textures = atlas.take(look)
    const sprite = new Sprite({ texture: Texture.EMPTY, anchor: { x: 0.5, y: feetRow / dollHeight } })
    const person = { sprite, textures, posture: undefined, look, drawnAt: 0 }
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

function isAlike(a: Posture | undefined, b: Posture): boolean {
  return a !== undefined && a.side === b.side && a.gesture === b.gesture && a.sits === b.sits && a.tool === b.tool
}
