import { CanvasSource, Container, Sprite, Texture } from 'pixi.js'
import type { Air } from '#client/scene/air.ts'
import type { View } from '#client/scene/camera.ts'
import { chanceOf } from '#client/scene/effects.ts'

const side = 256
// Of the hills below, so much rises above the level at which a cloud begins.
const coverFrom = 0.53
const coreFrom = 0.59
const sizes = [
  { cells: 4, weight: 0.6 },
  { cells: 8, weight: 0.27 },
  { cells: 16, weight: 0.13 },
]

/** A sheet of patches without end that drifts over the town; `stretch` art pixels to one of its own. */
export function createDrift({
  tint,
  pixelsPerSecond,
  stretch,
}: {
  tint: number
  pixelsPerSecond: number
  stretch: number
}) {
  const layer = new Container()
  const texture = patches()
  const sprites: Sprite[] = []
  return { layer, draw }

  function draw({ corner, scale, width, height }: View, { at, still }: Air, alpha: number): void {
    layer.visible = alpha > 0.004
    if (!layer.visible) return
    layer.alpha = alpha
    const tile = side * stretch
    const gone = still ? 0 : (at / 1000) * pixelsPerSecond
    const first = { x: startBefore(corner.x / scale, gone, tile), y: startBefore(corner.y / scale, gone * 0.35, tile) }
    let used = 0
    for (let y = first.y; y < (corner.y + height) / scale; y += tile) {
      for (let x = first.x; x < (corner.x + width) / scale; x += tile)
        put(used++, Math.round(x * scale) / scale, Math.round(y * scale) / scale)
    }
    for (let rest = used; rest < sprites.length; rest++) sprites[rest]!.visible = false
  }

  function put(index: number, x: number, y: number): void {
    const sprite = (sprites[index] ??= layer.addChild(new Sprite({ texture, tint, scale: stretch })))
    sprite.visible = true
    sprite.position.set(x, y)
  }
}

// Where the tile begins that holds `from`, when tiles have moved by `gone`.
function startBefore(from: number, gone: number, tile: number): number {
  const moved = gone % tile
  return Math.floor((from - moved) / tile) * tile + moved
}

let drawn: Texture | undefined

// Drawn when the first patch is needed, once for all sheets; white with hard edges in two steps, as pixel art has them.
function patches(): Texture {
  if (drawn !== undefined) return drawn
  const canvas = document.createElement('canvas')
  canvas.width = side
  canvas.height = side
  const image = new ImageData(side, side)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const height = heightAt(x, y) + ((x + y) % 2 === 0 ? 0.008 : -0.008)
      image.data.fill(255, (y * side + x) * 4, (y * side + x) * 4 + 3)
      image.data[(y * side + x) * 4 + 3] = height > coreFrom ? 255 : height > coverFrom ? 130 : 0
    }
  }
  canvas.getContext('2d')!.putImageData(image, 0, 0)
  drawn = new Texture({ source: new CanvasSource({ resource: canvas, scaleMode: 'nearest' }) })
  return drawn
}

// Hills that go on at the other side.
function heightAt(x: number, y: number): number {
  return sizes.reduce(
    (sum, { cells, weight }) => sum + weight * hillAt((x * cells) / side, (y * cells) / side, cells),
    0,
  )
}

function hillAt(x: number, y: number, cells: number): number {
  const column = Math.floor(x)
  const row = Math.floor(y)
  const corner = (dx: number, dy: number) =>
    chanceOf(((row + dy) % cells) * 67 + ((column + dx) % cells) * 1_013 + cells * 7_919)
  const across = ease(x - column)
  const north = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * across
  const south = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * across
  return north + (south - north) * ease(y - row)
}

function ease(part: number): number {
  return part * part * (3 - 2 * part)
}
