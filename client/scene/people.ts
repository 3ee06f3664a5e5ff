import { Container, Sprite, type Texture } from 'pixi.js'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import type { Air } from './air.ts'
import type { View } from './camera.ts'
import type { Figure } from './figures.ts'
import { dollHeight } from './person/doll.ts'
import { createPersonAtlas, type PersonTextures } from './person/person-atlas.ts'
import type { SendPart } from './send-part.ts'
import type { Posture } from './stances.ts'

const hopPixels = 2
const feetRow = 22
const paleAlpha = 0.45
const awayPixels = -10_000
const tidyFrames = 60

type Person = { look: number; textures: PersonTextures; posture: Posture; texture: Texture }

/**
 * Draws people, those in front over those behind. The sprites stay in their order and are given to other people, since
 * whatever is put into another order, hidden or shown has everything that is drawn gone through anew.
 */
export function createPeople(store: Store, send: SendPart, postureOf: (figure: Figure, air: Air) => Posture) {
  const layer = new Container()
  const atlas = createPersonAtlas(send)
  const people = new Map<AgentId, Person>()
  const sprites: Sprite[] = []
  let used = 0
  let frame = 0
  return { layer, draw }

  function draw(figures: readonly Figure[], view: View, air: Air): void {
    const usedBefore = used
    used = 0
    atlas.begin()
    for (const figure of figures.toSorted(fromBehind)) drawFigure(figure, view, air)
    for (let at = used; at < usedBefore; at++) sprites[at]!.y = awayPixels
    if (++frame % tidyFrames === 0) forgetGone()
  }

  function drawFigure(figure: Figure, { scale }: View, air: Air): void {
    const { feet, doing } = figure
    const posture = postureOf(figure, air)
    const sprite = spriteFor(used++, textureOf(figure, posture))
    // To the device pixel, not the art pixel, so that a walk is smooth and still every pixel is sharp.
    const hop = posture.hops ? hopPixels : 0
    sprite.position.set(Math.round(feet.x * scale) / scale, Math.round(feet.y * scale) / scale - hop)
    sprite.scale.x = posture.mirrored ? -1 : 1
    sprite.alpha = doing === 'lost' ? paleAlpha : 1
  }

  function spriteFor(at: number, texture: Texture): Sprite {
    const sprite = sprites[at]
    if (sprite === undefined) {
      const added = layer.addChild(new Sprite({ texture, anchor: { x: 0.5, y: feetRow / dollHeight } }))
      sprites.push(added)
      return added
    }
    sprite.texture = texture
    return sprite
  }

  function textureOf({ resident: { id, look } }: Figure, posture: Posture): Texture {
    const known = people.get(id)
    if (known !== undefined && known.look === look) {
      if (!isAlike(known.posture, posture)) change(known, posture)
      return known.texture
    }
    if (known !== undefined) atlas.release(known.look)
    const textures = atlas.take(look)
    const person = { look, textures, posture, texture: textures.now(posture) }
    people.set(id, person)
    return person.texture
  }

  // Whoever is not to be drawn anew in this frame keeps the posture before.
  function change(person: Person, posture: Posture): void {
    const texture = person.textures.soon(posture)
    if (texture === undefined) return
    person.texture = texture
    person.posture = posture
  }

  function forgetGone(): void {
    for (const [id, { look }] of people) {
      if (store.residents.has(id)) continue
      atlas.release(look)
      people.delete(id)
    }
  }
}

function fromBehind(a: Figure, b: Figure): number {
  return a.feet.y - b.feet.y || a.feet.x - b.feet.x || (a.resident.id < b.resident.id ? -1 : 1)
}

function isAlike(a: Posture, b: Posture): boolean {
  return a.side === b.side && a.gesture === b.gesture && a.sits === b.sits && a.tool === b.tool
}
