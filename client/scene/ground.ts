import type { Town } from '#client/net/town.ts'
import { tileLayerNamed, tileNumber, tilesetOf } from '#world/tiled'
import type { Point } from './camera.ts'

/** What kind of ground is at a point in art pixels: the class that its tile has in Tiled, empty for most. */
export type GroundAt = (point: Point) => string

export function groundOf({ tiled }: Town): GroundAt {
  const { width, height, tilewidth, tileheight } = tiled
  const kinds = new Map<number, string>()
  const data = tileLayerNamed(tiled, 'ground')?.data ?? []
  return kindAt

  function kindAt({ x, y }: Point): string {
    const column = Math.floor(x / tilewidth)
    const row = Math.floor(y / tileheight)
    if (column < 0 || row < 0 || column >= width || row >= height) return ''
    return kindOf(tileNumber(data[row * width + column] ?? 0))
  }

  function kindOf(number: number): string {
    let kind = kinds.get(number)
    if (kind !== undefined) return kind
    const set = tilesetOf(tiled, number)
    kind = set?.tiles.find(({ id }) => set.firstgid + id === number)?.type ?? ''
    kinds.set(number, kind)
    return kind
  }
}
