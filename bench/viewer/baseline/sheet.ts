import { CanvasSource, Rectangle, Texture } from 'pixi.js'

/** The frames of a walk in each direction. */
export type Sheet = Record<'north' | 'east' | 'south' | 'west', Texture[]>

const [width, height] = [16, 22]
const frames = 4
const facings = ['north', 'east', 'south', 'west'] as const

/** Draws a plain person in a hue from 0 to 1: head, coat and two legs that step. */
export function drawSheet(hue: number): Sheet {
  const canvas = document.createElement('canvas')
  canvas.width = width * frames
  canvas.height = height * facings.length
  const context = canvas.getContext('2d')!
  facings.forEach((facing, row) => {
    for (let frame = 0; frame < frames; frame++) {
      context.setTransform(1, 0, 0, 1, frame * width, row * height)
      drawPerson(context, hue, facing, frame)
    }
  })
  const source = new CanvasSource({ resource: canvas, scaleMode: 'nearest' })
  return Object.fromEntries(facings.map((facing, row) => [facing, framesIn(source, row)])) as Sheet
}

function framesIn(source: CanvasSource, row: number): Texture[] {
  const frameAt = (at: number) => new Rectangle(at * width, row * height, width, height)
  return Array.from({ length: frames }, (_, at) => new Texture({ source, frame: frameAt(at) }))
}

function drawPerson(context: CanvasRenderingContext2D, hue: number, facing: keyof Sheet, frame: number): void {
  const degrees = Math.round(hue * 360)
  const stride = frame === 1 ? 1 : frame === 3 ? -1 : 0
  fill('#5a3a22', 4, 1, 8, 4)
  fill('#f0c8a0', 4, 4, 8, 6)
  if (facing !== 'north') fill('#2a1c14', facing === 'west' ? 5 : 6, 6, facing === 'south' ? 4 : 2, 1)
  fill(`hsl(${degrees} 55% 48%)`, 3, 10, 10, 7)
  fill('#38301f', 5, 17, 2, 4 + stride)
  fill('#38301f', 9, 17, 2, 4 - stride)

  function fill(colour: string, x: number, y: number, wide: number, high: number): void {
    context.fillStyle = colour
    context.fillRect(x, y, wide, high)
  }
}
