import type { Millis } from '#kernel/time'
import { sameTile, type Tile } from './grid.ts'
import { decodePath, routeOf, type Route } from './route.ts'

/** Walking pace of an agent in tiles a second. */
export const walkTilesPerSecond = 3

/**
 * A walk as the state carries it: where it starts, the path code, when, how fast. It says where the agent is at any
 * later moment, so nothing is sent while it walks, and nothing when it stands (an empty path).
 */
export type Walk = { x: number; y: number; path: string; startedAt: Millis; tilesPerSecond: number }

/** Which way someone looks. */
export type Facing = 'north' | 'east' | 'south' | 'west'

/** Where a walker is: in tiles, with fractions between two of them. */
export type Position = { x: number; y: number; facing: Facing; walking: boolean }

export function routeOfWalk(walk: Walk): Route {
  return routeOf(decodePath({ x: walk.x, y: walk.y }, walk.path))
}

/** When the walker reaches the last tile. */
export function arrivesAt(route: Route, walk: Walk): Millis {
  return walk.startedAt + (route.lengthTiles / walk.tilesPerSecond) * 1000
}

/** The exact position at a moment: the first tile before the walk, the last one after it. Same on both sides of the wire. */
export function positionAt(route: Route, walk: Walk, now: Millis): Position {
  if (isOver(route, walk, now)) return standing(route)
  const walked = walkedTiles(walk, now)
  const at = Math.max(0, segmentAt(route, walked))
  const from = route.tiles[at]!
  const to = route.tiles[at + 1]!
  const part = Math.max(0, (walked - route.lengths[at]!) / (route.lengths[at + 1]! - route.lengths[at]!))
  return {
    x: from.x + (to.x - from.x) * part,
    y: from.y + (to.y - from.y) * part,
    facing: facing(from, to),
    walking: true,
  }
}

// A walk of one tile is over before it begins: there is no stretch to be on, also when a viewer looks at a moment before it.
function isOver(route: Route, walk: Walk, now: Millis): boolean {
  return route.lengthTiles === 0 || now >= arrivesAt(route, walk)
}

function walkedTiles(walk: Walk, now: Millis): number {
  return ((now - walk.startedAt) / 1000) * walk.tilesPerSecond
}

function standing(route: Route): Position {
  const last = route.tiles.at(-1)!
  const before = route.tiles.at(-2)
  return { x: last.x, y: last.y, facing: before === undefined ? 'south' : facing(before, last), walking: false }
}

// Which stretch between two tiles `walked` falls on: the last tile whose length is not beyond it.
function segmentAt(route: Route, walked: number): number {
  let low = 0
  let high = route.lengths.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (route.lengths[middle]! <= walked) low = middle
    else high = middle - 1
  }
  return low
}

function facing(from: Tile, to: Tile): Facing {
  if (to.x > from.x) return 'east'
  if (to.x < from.x) return 'west'
  return to.y < from.y ? 'north' : 'south'
}

/** The tile whose middle is nearest at a moment: where someone counts as being, for earshot and places. */
export function tileOn(route: Route, walk: Walk, now: Millis): Tile {
  const position = positionAt(route, walk, now)
  return { x: Math.round(position.x), y: Math.round(position.y) }
}

/** The stretch a walker is on, as the tile left and the tile ahead; both are the last tile once it stands. */
export function stretchOn(route: Route, walk: Walk, now: Millis): { behind: Tile; ahead: Tile; leftAt: Millis } {
  const last = route.tiles.at(-1)!
  if (isOver(route, walk, now)) return { behind: last, ahead: last, leftAt: now }
  const at = Math.max(0, segmentAt(route, walkedTiles(walk, now)))
  const leftAt = walk.startedAt + (route.lengths[at]! / walk.tilesPerSecond) * 1000
  return { behind: route.tiles[at]!, ahead: route.tiles[at + 1]!, leftAt }
}

/**
 * A new path taken in mid-walk. `onward` starts at the tile ahead; the walk begins at the tile behind, at the moment
 * that tile was left, so the walker neither jumps nor loses the part of the stretch already walked.
 */
export function joinOnward(stretch: { behind: Tile; ahead: Tile }, onward: readonly Tile[]): Tile[] {
  return sameTile(stretch.behind, stretch.ahead) ? [...onward] : [stretch.behind, ...onward]
}
