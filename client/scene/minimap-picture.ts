import type { Town } from '#client/net/town.ts'
import { objectsOf, tileLayerNamed } from '#world/tiled'
import { createTilePainter } from './tile-painter.ts'

const shown = ['ground', 'buildings', 'tops']

/** Draws the whole town into a canvas, `pixelsPerTile` to a tile. */
export function drawMinimap(canvas: HTMLCanvasElement, town: Town, pixelsPerTile: number): void {
  const { width, height, tilewidth, tileheight } = town.tiled
  const whole = document.createElement('canvas')
  whole.width = width * tilewidth
  whole.height = height * tileheight
  const paint = createTilePainter(town)
  const onWhole = whole.getContext('2d')!
  for (const name of shown) {
    tileLayerNamed(town.tiled, name)?.data.forEach((gid, at) => {
      if (gid !== 0) paint(onWhole, gid, (at % width) * tilewidth, Math.floor(at / width) * tileheight)
    })
  }
  for (const { gid, x, y, height: tall } of objectsOf(town.tiled, 'crowns') ?? [])
    if (gid !== undefined) paint(onWhole, gid, x, y - tall)
  const context = canvas.getContext('2d')!
  context.imageSmoothingQuality = 'high'
  context.drawImage(whole, 0, 0, width * pixelsPerTile, height * pixelsPerTile)
}
