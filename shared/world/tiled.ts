import { z } from 'zod'
import { limits } from '#kernel/limits'

// The part of the Tiled JSON map format that a town uses: https://doc.mapeditor.org/en/stable/reference/json-map-format/
const side = z.number().int().min(1).max(limits.mapSideTilesMax)
const property = z.object({ name: z.string(), type: z.string().optional(), value: z.unknown() })

const tileLayer = z.object({
  type: z.literal('tilelayer'),
  name: z.string(),
  width: side,
  height: side,
  data: z.array(z.number().int().min(0), { error: 'expected an array of tile numbers (Tiled: CSV tile layer format)' }),
})

const mapObject = z.object({
  id: z.number().int(),
  name: z.string(),
  type: z.string().default(''),
  x: z.number(),
  y: z.number(),
  width: z.number().default(0),
  height: z.number().default(0),
  gid: z.number().int().min(1).optional(),
  properties: z.array(property).default([]),
})

const objectLayer = z.object({ type: z.literal('objectgroup'), name: z.string(), objects: z.array(mapObject) })
const otherLayer = z.object({ type: z.enum(['imagelayer', 'group']), name: z.string() })

const tileNote = z.object({
  id: z.number().int().min(0),
  type: z.string().optional(),
  animation: z.array(z.object({ tileid: z.number().int().min(0), duration: z.number().int().min(1) })).optional(),
})

const tileset = z.object({
  firstgid: z.number().int().min(1),
  name: z.string(),
  image: z.string(),
  imagewidth: z.number().int().min(1),
  imageheight: z.number().int().min(1),
  tilewidth: z.number().int().min(1),
  tileheight: z.number().int().min(1),
  columns: z.number().int().min(1),
  tilecount: z.number().int().min(1),
  tiles: z.array(tileNote).default([]),
})

/** A Tiled map as this product reads it: orthogonal, finite, tilesets embedded, layers in CSV form. */
export const tiledMapSchema = z.object({
  orientation: z.literal('orthogonal'),
  infinite: z.literal(false).default(false),
  width: side,
  height: side,
  tilewidth: z.number().int().min(1),
  tileheight: z.number().int().min(1),
  layers: z.array(z.discriminatedUnion('type', [tileLayer, objectLayer, otherLayer])),
  tilesets: z.array(tileset).min(1),
})

export type TiledMap = z.infer<typeof tiledMapSchema>
export type TiledTileLayer = z.infer<typeof tileLayer>
export type TiledTileset = z.infer<typeof tileset>
export type TiledObject = z.infer<typeof mapObject>

/** The flip and rotation bits that Tiled sets in a tile number. */
const flagBits = 0xf0000000

/** A tile number without Tiled's flip bits; 0 is no tile. */
export function tileNumber(gid: number): number {
  return (gid & ~flagBits) >>> 0
}

/** The tileset that a tile is of, by its number without flip bits. */
export function tilesetOf(map: TiledMap, number: number): TiledTileset | undefined {
  return map.tilesets.find(({ firstgid, tilecount }) => number >= firstgid && number < firstgid + tilecount)
}

export function tileLayerNamed(map: TiledMap, name: string): TiledTileLayer | undefined {
  return map.layers.find((layer): layer is TiledTileLayer => layer.type === 'tilelayer' && layer.name === name)
}

export function objectsOf(map: TiledMap, layerName: string): TiledObject[] | undefined {
  for (const layer of map.layers) if (layer.type === 'objectgroup' && layer.name === layerName) return layer.objects
  return undefined
}
