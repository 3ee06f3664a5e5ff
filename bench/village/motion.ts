import { createChance } from '#villagers/chance'
import { createPathFinder } from '#world/find-path'
import type { Tile } from '#world/grid'
import { encodePath, routeOf, type Route } from '#world/route'
import { arrivesAt, positionAt, walkTilesPerSecond, type Position, type Walk } from '#world/walk'
import { createStroll, readTown } from './stroll.ts'

/** An agent that a baseline moves: no connection, no rules, only the same walks. */
export type Mover = { id: string; name: string; look: number; route: Route; walk: Walk }

/** The same number of agents on the same kind of walks, inside the server that sends them: cheaper than real agents. */
export function createMotion(count: number) {
  const map = readTown()
  const chance = createChance('movers')
  const nextTarget = createStroll(map, chance)
  const findPath = createPathFinder(map.grid)
  const movers = Array.from({ length: count }, (_, at) => newMover(at))
  return { movers, positions }

  /** Where everyone is at a moment; who has arrived sets out again. */
  function positions(now: number): Position[] {
    return movers.map((mover) => {
      if (now >= arrivesAt(mover.route, mover.walk)) setOut(mover, now)
      return positionAt(mover.route, mover.walk, now)
    })
  }

  function newMover(at: number): Mover {
    const name = `Walker ${at + 1}`
    const mover = { id: crypto.randomUUID(), name, look: Math.floor(chance() * 2 ** 32) } as Mover
    walkAlong(mover, [map.spawn], 0)
    return mover
  }

  function setOut(mover: Mover, now: number): void {
    const here = mover.route.tiles.at(-1)!
    walkAlong(mover, findPath(here, nextTarget(here).tile) ?? [here], now)
  }
}

function walkAlong(mover: Mover, tiles: Tile[], startedAt: number): void {
  mover.route = routeOf(tiles)
  mover.walk = { ...tiles[0]!, path: encodePath(tiles), startedAt, tilesPerSecond: walkTilesPerSecond }
}
