import type { Air } from './air.ts'
import type { Point, View } from './camera.ts'
import type { Figure } from './figures.ts'
import { createSpecks, type Specks } from './life/specks.ts'

const specksMax = 1_800
const apartPixelsMax = 52
const marginX = 13
const marginY = 7
const dotPixels = 5
const turnMs = 1_100
const light = 0xfff6cf
const dark = 0x2f4a66

/** Marks on the ground who talks with whom: a ring around those who stand close, a trail from each of the others. */
export function createCircles() {
  const specks = createSpecks(specksMax)
  return { layer: specks.layer, draw }

  function draw(talks: readonly Figure[][], view: View, air: Air): void {
    specks.begin(view)
    const run = air.still ? 0 : (air.at / turnMs) % 1
    for (const group of talks) putCircle(specks, group, run)
    specks.end()
  }
}

function putCircle(specks: Specks, group: readonly Figure[], run: number): void {
  const middle = middleOf(group)
  const near = group.filter(({ feet }) => Math.hypot(feet.x - middle.x, feet.y - middle.y) <= apartPixelsMax)
  const radius = {
    x: marginX + Math.max(0, ...near.map(({ feet }) => Math.abs(feet.x - middle.x))),
    y: marginY + Math.max(0, ...near.map(({ feet }) => Math.abs(feet.y - middle.y))),
  }
  const dots = Math.round((Math.PI * (radius.x + radius.y)) / dotPixels)
  for (let dot = 0; dot < dots; dot++) {
    const angle = ((dot + run) / dots) * 2 * Math.PI
    putDot(specks, middle.x + Math.cos(angle) * radius.x, middle.y - 1 + Math.sin(angle) * radius.y)
  }
  for (const { feet } of group) if (!near.some((one) => one.feet === feet)) putTrail(specks, feet, middle, radius, run)
}

// Dots run from somebody who stands apart up to the ring.
function putTrail(specks: Specks, from: Point, to: Point, radius: Point, run: number): void {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.hypot(dx, dy)
  const inside = 1 / Math.hypot(dx / radius.x, dy / radius.y)
  const dots = Math.floor((length * (1 - inside)) / dotPixels)
  for (let dot = 0; dot < dots; dot++) {
    const part = ((dot + run) / dots) * (1 - inside)
    putDot(specks, from.x + dx * part, from.y + dy * part)
  }
}

function putDot(specks: Specks, x: number, y: number): void {
  specks.put({ shape: 'pair', x, y: y + 1, tint: dark, alpha: 0.55 })
  specks.put({ shape: 'pair', x, y, tint: light, alpha: 1 })
}

function middleOf(group: readonly Figure[]): Point {
  const sum = (of: (figure: Figure) => number) => group.reduce((sum, figure) => sum + of(figure), 0) / group.length
  return { x: sum(({ feet }) => feet.x), y: sum(({ feet }) => feet.y) }
}
