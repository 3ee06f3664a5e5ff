import { Container, Sprite, Texture } from 'pixi.js'
import type { Air } from '#client/scene/air.ts'
import type { View } from '#client/scene/camera.ts'
import type { Effect } from '#client/scene/effects.ts'
import { createLamps } from './lamps.ts'

/** Lays the hour over the town: one multiplied sheet of colour over the view, and on it what shines at night. */
export function createLight(effects: readonly Effect[]) {
  const layer = new Container()
  const sheet = new Sprite({ texture: Texture.WHITE, blendMode: 'multiply' })
  const lamps = createLamps(effects)
  layer.addChild(sheet, lamps.layer)
  return { layer, draw }

  function draw(view: View, air: Air): void {
    const { corner, scale, width, height } = view
    sheet.visible = air.tint !== 0xffffff
    sheet.tint = air.tint
    sheet.position.set(corner.x / scale, corner.y / scale)
    sheet.setSize(width / scale, height / scale)
    lamps.draw(view, air)
  }
}
