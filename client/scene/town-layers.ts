import { CanvasSource, Container, Sprite, Texture } from 'pixi.js'
import type { Town } from '#client/net/town.ts'
import { tileLayerNamed, type TiledTileLayer } from '#world/tiled'
import type { View } from './camera.ts'
import { createTilePainter } from './tile-painter.ts'

const chunkTiles = 32

/**
 * Tile layers that never change, painted once in squares of 32 × 32 tiles when they first come into view, so that the
 * whole town takes a handful of draw calls.
 */
export function createTownLayers(town: Town, names: readonly string[]) {
  const { width, height, tilewidth: tilePixels } = town.tiled
  const layers = names.map((name) => tileLayerNamed(town.tiled, name)).filter((layer) => layer !== undefined)
  const paint = createTilePainter(town)
  const layer = new Container()
  const chunks = new Map<number, Sprite | 'empty'>()
  return { layer, draw }

  function draw({ corner, scale, width: seenWidth, height: seenHeight }: View): void {
    const side = chunkTiles * tilePixels * scale
    for (const chunk of layer.children) chunk.visible = false
    const lastRow = Math.min(Math.ceil(height / chunkTiles) - 1, Math.floor((corner.y + seenHeight) / side))
    const lastColumn = Math.min(Math.ceil(width / chunkTiles) - 1, Math.floor((corner.x + seenWidth) / side))
    for (let row = Math.max(0, Math.floor(corner.y / side)); row <= lastRow; row++) {
      for (let column = Math.max(0, Math.floor(corner.x / side)); column <= lastColumn; column++) show(column, row)
    }
  }

  function show(column: number, row: number): void {
    const key = row * width + column
    const known = chunks.get(key)
    if (known === 'empty') return
    if (known !== undefined) known.visible = true
    else chunks.set(key, paintChunk(column * chunkTiles, row * chunkTiles))
  }

  function paintChunk(left: number, top: number): Sprite | 'empty' {
    const columns = Math.min(chunkTiles, width - left)
    const rows = Math.min(chunkTiles, height - top)
    const canvas = document.createElement('canvas')
    canvas.width = columns * tilePixels
    canvas.height = rows * tilePixels
    const context = canvas.getContext('2d')!
    let painted = 0
    for (const tiles of layers) painted += paintTiles(context, tiles, { left, top, columns, rows })
    if (painted === 0) return 'empty'
    const sprite = new Sprite(new Texture({ source: new CanvasSource({ resource: canvas, scaleMode: 'nearest' }) }))
    sprite.position.set(left * tilePixels, top * tilePixels)
    return layer.addChild(sprite)
  }

  function paintTiles(context: CanvasRenderingContext2D, tiles: TiledTileLayer, part: Part): number {
    let painted = 0
    for (let row = 0; row < part.rows; row++) {
      for (let column = 0; column < part.columns; column++) {
        const gid = tiles.data[(part.top + row) * width + part.left + column]!
        if (gid === 0) continue
        paint(context, gid, column * tilePixels, row * tilePixels)
        painted += 1
      }
    }
    return painted
  }
}

type Part = { left: number; top: number; columns: number; rows: number }
