import { Container } from 'pixi.js'
import { tilesAhead, tilesBehind, type Resident } from '#client/state/resident.ts'
import type { Store } from '#client/state/store.ts'
import type { Millis } from '#kernel/time'
import type { View } from './camera.ts'
import { feetAt, type Figure } from './figures.ts'
import { createSpecks } from './life/specks.ts'

const specksMax = 1_400
const dotPixels = 6
const cream = 0xfff3c4
const brown = 0x7a3a20

/** Draws on the ground where the selected agent has walked and where it goes, and ties together those who talk. */
export function createWays(tilePixels: number) {
  const layer = new Container()
  const specks = createSpecks(specksMax)
  layer.addChild(specks.layer)
  return { layer, draw }

  function draw(store: Store, talks: readonly Figure[][], view: View, moment: Millis): void {
    specks.begin(view)
    const id = store.selected.peek()
    const resident = id === undefined ? undefined : store.residents.get(id)?.peek()
    if (resident !== undefined) putWay(resident, moment)
    for (const group of talks) putTies(group, moment)
    specks.end()
  }

  function putWay(resident: Resident, moment: Millis): void {
    // Light on dark, so that they are seen on every ground and at every hour.
    for (const tile of tilesBehind(resident, moment)) {
      specks.put({ shape: 'puff3', ...feetAt(tile, tilePixels), tint: brown, alpha: 0.5 })
      specks.put({ shape: 'dot', ...feetAt(tile, tilePixels), tint: cream, alpha: 0.8 })
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

  // Dots run from each to the middle between them.
  function putTies(group: readonly Figure[], moment: Millis): void {
    const x = group.reduce((sum, { feet }) => sum + feet.x, 0) / group.length
    const y = group.reduce((sum, { feet }) => sum + feet.y, 0) / group.length
    for (const { feet } of group) {
      const dots = Math.floor(Math.hypot(feet.x - x, feet.y - y) / dotPixels)
      for (let dot = 0; dot < dots; dot++) {
        const part = (dot + ((moment / 700) % 1)) / dots
        const at = { x: feet.x + (x - feet.x) * part, y: feet.y + (y - feet.y) * part }
        specks.put({ shape: 'pair', ...at, tint: 0x9fdcff, alpha: 0.9 })
      }
    }
  }
}
