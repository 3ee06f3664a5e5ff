import { Container, Sprite, Texture } from 'pixi.js'
import type { Air } from '#client/scene/air.ts'
import type { View } from '#client/scene/camera.ts'
import type { GroundAt } from '#client/scene/ground.ts'
import { createSpecks } from '#client/scene/life/specks.ts'
import { createDrift } from './drift.ts'
import { putRain } from './rain.ts'
import { putSnow } from './snow.ts'

const dropsMax = 1_600

/** Draws the weather: shadows of clouds and splashes on the ground, what falls through the air, and fog over all. */
export function createWeather(groundAt: GroundAt) {
  const shadows = createDrift({ tint: 0x17203c, pixelsPerSecond: 9, stretch: 2 })
  const splashes = createSpecks(dropsMax)
  const falling = createSpecks(dropsMax)
  const veil = new Sprite({ texture: Texture.WHITE })
  const fogs = [
    createDrift({ tint: 0xf2f5f4, pixelsPerSecond: 7, stretch: 1 }),
    createDrift({ tint: 0xf2f5f4, pixelsPerSecond: -4, stretch: 2 }),
  ]
  const ground = new Container()
  const air = new Container()
  ground.addChild(splashes.layer)
  air.addChild(shadows.layer, falling.layer, veil, ...fogs.map(({ layer }) => layer))
  return { ground, air, draw }

  function draw(view: View, now: Air): void {
    const { clouds, rain, snow, fog } = now.weather
    // Under a whole cover of clouds nothing throws a shadow, nor does it at night.
    shadows.draw(view, now, 0.3 * clouds * (1 - 0.75 * Math.max(rain, snow)) * (1 - now.dark))
    drawVeil(view, now)
    for (const drift of fogs) drift.draw(view, now, 0.34 * fog)
    for (const specks of [splashes, falling]) specks.begin(view)
    if (!now.still && rain > 0) putRain(falling, splashes, view, now, groundAt)
    if (!now.still && snow > 0) putSnow(falling, view, now)
    for (const specks of [splashes, falling]) specks.end()
  }

  function drawVeil({ corner, scale, width, height }: View, { weather }: Air): void {
    const { fog, snow } = weather
    veil.alpha = Math.max(0.3 * fog, 0.12 * snow)
    veil.visible = veil.alpha > 0
    veil.tint = 0xf2f5f4
    veil.position.set(corner.x / scale, corner.y / scale)
    veil.setSize(width / scale, height / scale)
  }
}
