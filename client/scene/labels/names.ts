import { Container, Sprite, Texture } from 'pixi.js'
import type { View } from '#client/scene/camera.ts'
import type { Figure } from '#client/scene/figures.ts'
import type { SendPart } from '#client/scene/send-part.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import { createRoom } from './collisions.ts'
import { createNamePictures, nameMargin } from './name-pictures.ts'

const namesMax = 160
const nameZoomMin = 2
const nameHeight = 16 // CSS pixels
const belowFeet = 3
const awayPixels = -10_000

/**
 * Writes names under people's feet, from a zoom at which there is room: never one over another. They are drawn on the
 * canvas, in the screen's pixels. `host` is told how many there are, for whoever can't see a canvas: tests.
 */
export function createNames(store: Store, host: HTMLElement, send: SendPart) {
  const layer = new Container()
  const pictures = createNamePictures(host, send)
  const room = createRoom()
  const sprites: Sprite[] = []
  let used = 0
  let usedBefore = 0
  return { layer, draw }

  function draw(figures: readonly Figure[], view: View, hovered: AgentId | undefined): void {
    usedBefore = used
    used = 0
    room.begin(nameHeight * view.ratio)
    if (pictures.begin(view.ratio)) for (const sprite of sprites) sprite.texture = Texture.EMPTY
    const selected = store.selected.peek()
    const isImportant = ({ resident }: Figure) => resident.id === hovered || resident.id === selected
    for (const figure of figures) if (isImportant(figure)) place(figure, view, true)
    if (store.zoom.peek() >= nameZoomMin) {
      // Of two that are in one another's way it is always the same one that is left out.
      for (const figure of figures.toSorted(byLook)) if (!isImportant(figure)) place(figure, view, false)
    }
    // Out of sight, not hidden, or everything that is drawn would be gone through anew.
    for (let at = used; at < usedBefore; at++) sprites[at]!.x = awayPixels
    if (used !== usedBefore || host.dataset['names'] === undefined) host.dataset['names'] = String(used)
  }

  function place({ resident, feet }: Figure, { corner, scale, ratio }: View, isImportant: boolean): void {
    if (used === namesMax) return
    const width = pictures.widthOf(resident.name)
    const x = Math.round(feet.x * scale - corner.x - width / 2)
    const y = Math.round((feet.y + belowFeet) * scale - corner.y - nameMargin * ratio)
    if (!room.take({ x, y, width })) return
    const texture = pictures.pictureOf(resident.name, isImportant)
    if (texture === undefined) return
    const sprite = (sprites[used++] ??= layer.addChild(new Sprite({ texture: Texture.EMPTY })))
    sprite.texture = texture
    sprite.position.set(x, y)
  }
}

function byLook(a: Figure, b: Figure): number {
  return a.resident.look - b.resident.look || (a.resident.id < b.resident.id ? -1 : 1)
}
