import { CanvasSource, Container, Sprite, Texture } from 'pixi.js'
import type { View } from './camera.ts'
import type { Figure } from './figures.ts'

const rows = [
  '....wwwwwwwwww....',
  '..wwkkkkkkkkkkww..',
  '.wkk..........kkw.',
  'wk..............kw',
  'wk..............kw',
  'wk..............kw',
  '.wk............kw.',
  '..wwk........kww..',
  '....wwwwwwwwww....',
]
const colours: Record<string, string> = { w: '#ffe9a8', k: '#00000040' }

/** Marks the selected agent with a ring around the feet. */
export function createRing() {
  const sprite = new Sprite({ texture: drawTexture(), anchor: 0.5 })
  const layer = new Container()
  layer.addChild(sprite)
  return { layer, draw }

  function draw(figure: Figure | undefined, { scale }: View): void {
    sprite.visible = figure !== undefined
    if (figure === undefined) return
    const { x, y } = figure.feet
    sprite.position.set(Math.round(x * scale) / scale, Math.round((y - 1) * scale) / scale)
  }
}

function drawTexture(): Texture {
  const canvas = document.createElement('canvas')
  canvas.width = rows[0]!.length
  canvas.height = rows.length
  const context = canvas.getContext('2d')!
  rows.forEach((row, y) => {
    ;[...row].forEach((letter, x) => {
      context.fillStyle = colours[letter] ?? 'transparent'
      context.fillRect(x, y, 1, 1)
    })
  })
  return new Texture({ source: new CanvasSource({ resource: canvas, scaleMode: 'nearest' }) })
}
