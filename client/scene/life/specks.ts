import { CanvasSource, Container, Rectangle, Sprite, Texture } from 'pixi.js'
import type { View } from '#client/scene/camera.ts'

// Small pictures in white, to be given a colour when they are drawn.
const shapes = {
  dot: ['w'],
  pair: ['ww', 'ww'],
  leaf: ['.w', 'ww'],
  puff3: ['.w.', 'www', '.w.'],
  puff5: ['.www.', 'wwwww', 'wwwww', 'wwwww', '.www.'],
  puff7: ['..www..', '.wwwww.', 'wwwwwww', 'wwwwwww', 'wwwwwww', '.wwwww.', '..www..'],
  dash3: ['www'],
  dash5: ['wwwww'],
  ripple: ['.www.', 'w...w', '.www.'],
  birdUp: ['w.....w', '.w...w.', '..www..', '...w...'],
  birdDown: ['...w...', '..www..', '.w...w.', 'w.....w'],
  fishUp: ['...ww', '..www', '.www.', '.ww..', 'w.w..'],
  fishDown: ['w.w..', '.ww..', '.www.', '..www', '...ww'],
  ring7: ['..www..', 'w.....w', 'w.....w', '..www..'],
  leaf3: ['.ww', 'www', 'ww.'],
  wingsOpen: ['ww.ww', 'ww.ww', '.w.w.'],
  wingsShut: ['.w.w.', '.w.w.', '.....'],
  stem: ['w', 'w', 'w'],
  rain: ['..w', '..w', '.w.', '.w.', '.w.', 'w..', 'w..'],
  splash: ['w...w', '.w.w.'],
  flake: ['.w.', 'www', '.w.'],
} as const
export type Shape = keyof typeof shapes

/** One speck: its middle in art pixels, its colour and how opaque it is. */
export type Speck = { shape: Shape; x: number; y: number; tint: number; alpha: number }

const awayPixels = -10_000

/** A layer of specks, given anew each frame: `begin`, `put` for each, `end`. Sprites are kept; it is one draw call. */
export function createSpecks(specksMax: number) {
  const layer = new Container()
  const textures = drawTextures()
  const sprites: Sprite[] = []
  let used = 0
  let usedBefore = 0
  let scale = 1
  return { layer, begin, put, end }

  function begin(view: View): void {
    usedBefore = used
    used = 0
    scale = view.scale
  }

  function put({ shape, x, y, tint, alpha }: Speck): void {
    if (used === specksMax || alpha <= 0) return
    const sprite = (sprites[used++] ??= layer.addChild(new Sprite({ texture: Texture.EMPTY, anchor: 0.5 })))
    sprite.texture = textures[shape]
    sprite.tint = tint
    sprite.alpha = alpha
    sprite.position.set(Math.round(x * scale) / scale, Math.round(y * scale) / scale)
  }

  function end(): void {
    layer.visible = used > 0
    // Out of sight, not hidden: whenever a sprite is hidden or shown, everything that is drawn is gone through anew.
    for (let at = used; at < usedBefore; at++) sprites[at]!.position.set(awayPixels)
  }
}

/** What a part of the scene puts its specks into. */
export type Specks = ReturnType<typeof createSpecks>

function drawTextures(): Record<Shape, Texture> {
  const names = Object.keys(shapes) as Shape[]
  const canvas = document.createElement('canvas')
  canvas.width = names.length * 8
  canvas.height = 8
  const context = canvas.getContext('2d')!
  context.fillStyle = '#fff'
  const source = new CanvasSource({ resource: canvas, scaleMode: 'nearest' })
  const entries = names.map((name, at): [Shape, Texture] => {
    const rows = shapes[name]
    rows.forEach((row, y) => [...row].forEach((letter, x) => letter === 'w' && context.fillRect(at * 8 + x, y, 1, 1)))
    return [name, new Texture({ source, frame: new Rectangle(at * 8, 0, rows[0].length, rows.length) })]
  })
  return Object.fromEntries(entries) as Record<Shape, Texture>
}
