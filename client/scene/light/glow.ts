import { CanvasSource, Rectangle, Texture } from 'pixi.js'

/** The side of the picture of a glow, in its pixels. */
export const glowSide = 64

/** A glow that fades outwards, and a plain pane; parts of one picture, so that a change between them costs nothing. */
export function glowTextures(): { glow: Texture; pane: Texture } {
  const canvas = document.createElement('canvas')
  canvas.width = glowSide + 24
  canvas.height = glowSide
  const context = canvas.getContext('2d')!
  const middle = glowSide / 2
  const gradient = context.createRadialGradient(middle, middle, 0, middle, middle, middle)
  for (const [at, alpha] of [
    [0, 0.95],
    [0.2, 0.62],
    [0.45, 0.27],
    [0.7, 0.08],
    [1, 0],
  ] as const)
    gradient.addColorStop(at, `rgb(255 255 255 / ${alpha})`)
  context.fillStyle = gradient
  context.fillRect(0, 0, glowSide, glowSide)
  context.fillStyle = '#fff'
  context.fillRect(glowSide + 8, 0, 16, 16)
  const source = new CanvasSource({ resource: canvas, scaleMode: 'linear' })
  const part = (x: number, y: number, side: number) => new Texture({ source, frame: new Rectangle(x, y, side, side) })
  return { glow: part(0, 0, glowSide), pane: part(glowSide + 12, 4, 8) }
}
