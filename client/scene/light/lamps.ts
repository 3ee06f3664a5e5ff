import { Container, Sprite } from 'pixi.js'
import type { Air } from '#client/scene/air.ts'
import type { Point, View } from '#client/scene/camera.ts'
import { isNearView, type Effect } from '#client/scene/effects.ts'
import { glowSide, glowTextures } from './glow.ts'

const warm = 0xffb562
const pale = 0xffd993
const reachPixels = 72

type Lit = { effect: Effect; sprites: readonly { sprite: Sprite; alpha: number }[] }

/** Lamps, lanterns and lit windows, added to what they shine on; all of them are one draw call. */
export function createLamps(effects: readonly Effect[]) {
  const layer = new Container()
  const textures = glowTextures()
  const lights = effects.flatMap((effect) => {
    const sprites = spritesOf(effect)
    if (sprites.length > 0) layer.addChild(...sprites.map(({ sprite }) => sprite))
    return sprites.length > 0 ? [{ effect, sprites }] : []
  })
  return { layer, draw }

  function draw(view: View, air: Air): void {
    layer.visible = air.dark > 0
    if (!layer.visible) return
    for (const light of lights) shine(light, view, air)
  }

  function shine({ effect, sprites }: Lit, view: View, air: Air): void {
    const power = isNearView(view, effect, reachPixels) ? powerOf(effect, air) * flicker(effect, air) : 0
    for (const { sprite, alpha } of sprites) {
      sprite.visible = power > 0
      sprite.alpha = alpha * power
    }
  }

  function flicker({ kind, chance }: Effect, { at, still }: Air): number {
    if (kind === 'window' || still) return 1
    return 0.95 + 0.05 * Math.sin(at / 230 + chance * 60) * Math.sin(at / 610 + chance * 20)
  }

  function spritesOf(effect: Effect): { sprite: Sprite; alpha: number }[] {
    const { x, y, width, height } = effect
    switch (effect.kind) {
      case 'lamp':
        return [glow({ x, y: y + 16 }, 58, 46, warm, 0.55), glow({ x, y }, 15, 15, pale, 0.9)]
      case 'lantern':
        return [glow({ x, y: y + 8 }, 44, 32, warm, 0.4), glow({ x, y }, 10, 8, pale, 0.6)]
      case 'window': {
        const middle = { x: x + width / 2, y: y + height / 2 }
        return [pane(effect), glow({ x: middle.x, y: middle.y + 5 }, width + 14, height + 14, warm, 0.4)]
      }
      default:
        return []
    }
  }

  function glow({ x, y }: Point, radiusX: number, radiusY: number, tint: number, alpha: number) {
    const sprite = new Sprite({ texture: textures.glow, anchor: 0.5, blendMode: 'add', tint })
    sprite.position.set(x, y)
    sprite.scale.set((2 * radiusX) / glowSide, (2 * radiusY) / glowSide)
    return { sprite, alpha }
  }

  function pane({ x, y, width, height }: Effect) {
    const sprite = new Sprite({ texture: textures.pane, blendMode: 'add', tint: 0xffa53c })
    sprite.position.set(x, y)
    sprite.setSize(width, height)
    return { sprite, alpha: 0.75 }
  }
}

// Lamps come on one after another as it gets dark; of the windows most go dark when people sleep.
function powerOf({ kind, chance }: Effect, { minute, dark }: Air): number {
  if (kind === 'window' && isAsleep(minute, chance)) return 0
  const onFrom = 0.15 + chance * 0.4
  return Math.max(0, Math.min(1, (dark - onFrom) * 5)) * (0.6 + 0.4 * dark)
}

function isAsleep(minute: number, chance: number): boolean {
  const night = (minute + 720) % 1440 // from noon to noon, so that it does not break at midnight
  return chance > 0.25 && night > 600 + chance * 240 && night < 1020 - chance * 90
}
