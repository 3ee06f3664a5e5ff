import { Container } from 'pixi.js'
import { tilesAhead, tilesWalked, type Resident } from '#client/state/resident.ts'
import type { Store } from '#client/state/store.ts'
import type { Millis } from '#kernel/time'
import type { Tile } from '#world/grid'
import type { Point, View } from './camera.ts'
import { feetAt } from './figures.ts'
import { createSpecks } from './life/specks.ts'

const specksMax = 1_400
const cream = 0xfff3c4
const brown = 0x7a3a20

/** Draws on the ground where the selected agent has walked and where it goes. */
export function createWays(tilePixels: number) {
  const layer = new Container()
  const specks = createSpecks(specksMax)
  layer.addChild(specks.layer)
  return { layer, draw }

  function draw(store: Store, view: View, moment: Millis): void {
    specks.begin(view)
    const id = store.selected.peek()
    const resident = id === undefined ? undefined : store.residents.get(id)?.peek()
    if (resident !== undefined) putWay(resident, trailOf(store, resident), view, moment)
    specks.end()
  }

  function putWay(resident: Resident, trail: readonly Tile[], view: View, moment: Millis): void {
    // Light on dark, so that they are seen on every ground and at every hour.
    for (const tile of [...trail, ...tilesWalked(resident, moment)]) {
      const feet = feetAt(tile, tilePixels)
      if (!isInView(feet, view)) continue
      specks.put({ shape: 'puff3', ...feet, tint: brown, alpha: 0.5 })
      specks.put({ shape: 'dot', ...feet, tint: cream, alpha: 0.8 })
    }
    const ahead = tilesAhead(resident, moment)
    for (const tile of ahead) {
      specks.put({ shape: 'puff5', ...feetAt(tile, tilePixels), tint: brown, alpha: 0.8 })
      specks.put({ shape: 'puff3', ...feetAt(tile, tilePixels), tint: cream, alpha: 1 })
    }
    const goal = ahead.at(-1)
    if (goal !== undefined && ahead.length > 1) {
      specks.put({ shape: 'puff7', ...feetAt(goal, tilePixels), tint: 0xd9662f, alpha: 0.9 })
      specks.put({ shape: 'puff3', ...feetAt(goal, tilePixels), tint: cream, alpha: 1 })
    }
  }
}

// The way of the whole day so far, as far as it is known.
function trailOf(store: Store, { id }: Resident): readonly Tile[] {
  const biography = store.biography.peek()
  return biography?.agentId === id ? biography.trail : []
}

function isInView({ x, y }: Point, { corner, scale, width, height }: View): boolean {
  const [left, top] = [x * scale - corner.x, y * scale - corner.y]
  return left >= 0 && top >= 0 && left <= width && top <= height
}
