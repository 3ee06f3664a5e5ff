import type { Town } from '#client/net/town.ts'
import type { Millis } from '#kernel/time'
import { tileNumber } from '#world/tiled'

/** How many pictures of a part of the town are kept, and how long each is shown. */
export const frames = 4
export const frameMs: Millis = 450

/** Which tile is shown in place of another in a frame; the wind comes from the west, so flowers bend one after another. */
export type MovingTiles = {
  moves: (gid: number) => boolean
  at: (gid: number, frame: number, x: number, y: number) => number
}

/** The tiles that Tiled animates too, by the animations of the map's tilesets. */
export function movingTilesOf({ tiled }: Town): MovingTiles {
  const shown = new Map<number, readonly number[]>()
  const wet = new Set<number>()
  for (const { firstgid, tiles } of tiled.tilesets) {
    for (const { id, type, animation = [] } of tiles) {
      if (type === 'water') wet.add(firstgid + id)
      if (animation.length > 0)
        shown.set(
          firstgid + id,
          sampled(animation).map((tile) => firstgid + tile),
        )
    }
  }
  return { moves: (gid) => shown.has(tileNumber(gid)), at }

  function at(gid: number, frame: number, x: number, y: number): number {
    const number = tileNumber(gid)
    const turns = shown.get(number)
    if (turns === undefined) return gid
    const late = wet.has(number) ? 0 : x + (y >> 1)
    return gid - number + turns[(frame + frames * late - late) % frames]!
  }
}

// The tile in effect at the beginning of each frame.
function sampled(animation: readonly { tileid: number; duration: Millis }[]): number[] {
  const wholeMs = animation.reduce((sum, { duration }) => sum + duration, 0)
  return Array.from({ length: frames }, (_, frame) => {
    let left = (frame * frameMs) % wholeMs
    return (animation.find(({ duration }) => (left -= duration) < 0) ?? animation[0]!).tileid
  })
}
