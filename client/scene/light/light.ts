import { Container, Sprite, Texture } from 'pixi.js'
import type { View } from '#client/scene/camera.ts'
import type { Effect } from '#client/scene/effects.ts'
import { createLamps } from './lamps.ts'
import { skyAt } from './sky.ts'

/** Lays the hour over the town: one multiplied sheet of colour over the view, and on it what shines at night. */
export function createLight(effects: readonly Effect[]) {
  const layer = new Container()
  const sheet = new Sprite({ texture: Texture.WHITE, blendMode: 'multiply' })
  const lamps = createLamps(effects)
  layer.addChild(sheet, lamps.layer)
  return { layer, draw }

  /** Answers how dark it is, from 0 to 1. */
  function draw(view: View, minute: number, now: number): number {
    const { tint, dark } = skyAt(minute)
    const { corner, scale, width, height } = view
    sheet.visible = tint !== 0xffffff
    sheet.tint = tint
    sheet.position.set(corner.x / scale, corner.y / scale)
    sheet.setSize(width / scale, height / scale)
    lamps.draw(view, { minute, dark, now })
    return dark
  }
}
