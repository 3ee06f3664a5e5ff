import type { Page } from 'playwright-core'
import { readTown } from '#bench/village/stroll'
import type { ShownAgent } from './shown.ts'

/** What a page shows when it has just been opened: the size of its canvas, and the point in the middle, in art pixels. */
export type View = { width: number; height: number; x: number; y: number }

const map = readTown()
const side = map.tilePixels

/** The viewer's view: it opens on the square where agents come in. */
export async function viewOf(page: Page): Promise<View> {
  const { width, height } = await page.evaluate(() => {
    const canvas = document.querySelector('.scene canvas') as HTMLCanvasElement
    return { width: canvas.width, height: canvas.height }
  })
  return { width, height, x: (map.spawn.x + 0.5) * side, y: (map.spawn.y + 1) * side - 3 }
}

/** How many agents a view of the town has at a zoom. */
export function countIn({ width, height, x, y }: View, zoom: number, agents: readonly ShownAgent[]): number {
  const seen = { width: width / zoom, height: height / zoom }
  const left = edgeOf(x, seen.width, map.grid.width * side)
  const top = edgeOf(y, seen.height, map.grid.height * side)
  return agents.filter((agent) => isBetween(agent.x, left, seen.width) && isBetween(agent.y, top, seen.height)).length
}

function isBetween(tiles: number, from: number, size: number): boolean {
  const pixels = (tiles + 0.5) * side
  return pixels >= from && pixels <= from + size
}

// Neither page looks past the edge of the town.
function edgeOf(middle: number, seen: number, whole: number): number {
  if (seen >= whole) return (whole - seen) / 2
  return Math.min(Math.max(middle - seen / 2, 0), whole - seen)
}
