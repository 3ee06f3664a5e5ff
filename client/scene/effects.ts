import type { Town } from '#client/net/town.ts'
import { objectsOf } from '#world/tiled'
import type { Point, View } from './camera.ts'

/** Something of the map's layer `effects`: what kind, and where in art pixels; `chance` from 0 to 1 is its own for ever. */
export type Effect = Point & { kind: string; width: number; height: number; chance: number }

/** What moves and shines in a town; a map without such a layer has nothing. */
export function effectsIn({ tiled }: Town): readonly Effect[] {
  const objects = objectsOf(tiled, 'effects') ?? []
  return objects.map(({ type, x, y, width, height, id }) => ({ kind: type, x, y, width, height, chance: chanceOf(id) }))
}

/** A number from 0 to 1 that looks random and is always the same for the same seed. */
export function chanceOf(seed: number): number {
  const mixed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) ^ 0x297a2d39
  return ((Math.imul(mixed ^ (mixed >>> 12), 0x9e3779b1) >>> 8) & 0xffff) / 0x10000
}

/** Whether a point is in view or not further from it than `margin`, in art pixels. */
export function isNearView({ corner, scale, width, height }: View, { x, y }: Point, margin: number): boolean {
  const left = corner.x / scale - margin
  const top = corner.y / scale - margin
  return x >= left && y >= top && x <= left + width / scale + 2 * margin && y <= top + height / scale + 2 * margin
}
