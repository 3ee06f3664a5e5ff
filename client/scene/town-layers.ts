import { CanvasSource, Container, Sprite, Texture } from 'pixi.js'
import type { Town } from '#client/net/town.ts'
import { tileLayerNamed, type TiledTileLayer } from '#world/tiled'
import type { Tile } from '#world/grid'
import type { Air } from './air.ts'
import type { View } from './camera.ts'
import { frameMs, frames, movingTilesOf } from './moving-tiles.ts'
import { createTilePainter } from './tile-painter.ts'

const chunkTiles = 32

/**
 * Tile layers, painted once in squares of 32 × 32 tiles when they first come into view, so that the whole town takes a
 * handful of draw calls. A square in which tiles move is painted once for each frame of them.
 */
export function createTownLayers(town: Town, names: readonly string[]) {
  const { width, height, tilewidth: tilePixels } = town.tiled
  const layers = names.map((name) => tileLayerNamed(town.tiled, name)).filter((layer) => layer !== undefined)
  const paint = createTilePainter(town)
  const moving = movingTilesOf(town)
  const layer = new Container()
  const chunks = new Map<number, Chunk>()
  let shown = new Set<Sprite>()
  return { layer, draw }

  function draw({ corner, scale, width: seenWidth, height: seenHeight }: View, { at, still }: Air): void {
    const side = chunkTiles * tilePixels * scale
    const frame = still ? 0 : Math.floor(at / frameMs) % frames
    const seen = new Set<Sprite>()
    const lastRow = Math.min(Math.ceil(height / chunkTiles) - 1, Math.floor((corner.y + seenHeight) / side))
    const lastColumn = Math.min(Math.ceil(width / chunkTiles) - 1, Math.floor((corner.x + seenWidth) / side))
    for (let row = Math.max(0, Math.floor(corner.y / side)); row <= lastRow; row++) {
      for (let column = Math.max(0, Math.floor(corner.x / side)); column <= lastColumn; column++)
        show(column, row, frame, seen)
    }
    for (const picture of shown) if (!seen.has(picture)) picture.visible = false
    shown = seen
  }

  function show(column: number, row: number, frame: number, seen: Set<Sprite>): void {
    const key = row * width + column
    const part = partAt(column * chunkTiles, row * chunkTiles)
    let chunk = chunks.get(key)
    if (chunk === undefined) chunks.set(key, (chunk = { moves: hasMoving(part), pictures: [] }))
    const painted = chunk.moves ? frame : 0
    const picture = (chunk.pictures[painted] ??= paintPart(part, painted))
    if (picture === 'empty') return
    picture.visible = true
    seen.add(picture)
  }

  function partAt(left: number, top: number): Part {
    return { left, top, columns: Math.min(chunkTiles, width - left), rows: Math.min(chunkTiles, height - top) }
  }

  function hasMoving(part: Part): boolean {
    return layers.some(({ data }) => tilesOf(part).some(({ x, y }) => moving.moves(data[y * width + x]!)))
  }

  function paintPart(part: Part, frame: number): Sprite | 'empty' {
    const canvas = document.createElement('canvas')
    canvas.width = part.columns * tilePixels
    canvas.height = part.rows * tilePixels
    const context = canvas.getContext('2d')!
    let painted = 0
    for (const tiles of layers) painted += paintTiles(context, tiles, part, frame)
    if (painted === 0) return 'empty'
    const sprite = new Sprite(new Texture({ source: new CanvasSource({ resource: canvas, scaleMode: 'nearest' }) }))
    sprite.position.set(part.left * tilePixels, part.top * tilePixels)
    return layer.addChild(sprite)
  }

  function paintTiles(context: CanvasRenderingContext2D, { data }: TiledTileLayer, part: Part, frame: number): number {
    let painted = 0
    for (const { x, y } of tilesOf(part)) {
      const gid = data[y * width + x]!
      if (gid === 0) continue
      paint(context, moving.at(gid, frame, x, y), (x - part.left) * tilePixels, (y - part.top) * tilePixels)
      painted += 1
    }
    return painted
  }
}

type Part = { left: number; top: number; columns: number; rows: number }
type Chunk = { moves: boolean; pictures: (Sprite | 'empty')[] }

function tilesOf({ left, top, columns, rows }: Part): Tile[] {
  return Array.from({ length: columns * rows }, (_, at) => ({
    x: left + (at % columns),
    y: top + Math.floor(at / columns),
  }))
}
