import { canStep, indexOf, isOpen, steps, tileAt, type Grid, type Tile } from './grid.ts'

const diagonalCost = Math.SQRT2

/**
 * Finds shortest paths on one grid. Makes its working arrays once, so that a search allocates only its answer.
 * A* with the octile distance (Hart, Nilsson, Raphael 1968); ties go to the tile found first, so the answer is
 * the same on every machine.
 */
export function createPathFinder(grid: Grid): (from: Tile, to: Tile) => Tile[] | undefined {
  const size = grid.width * grid.height
  const cost = new Float64Array(size)
  const cameFrom = new Int32Array(size)
  const searched = new Uint32Array(size) // the search that wrote the two entries above
  const closed = new Uint32Array(size)
  const heap = createHeap()
  let search = 0

  return function findPath(from, to) {
    if (!isOpen(grid, from) || !isOpen(grid, to)) return undefined
    search += 1
    heap.clear()
    const goal = indexOf(grid, to)
    reach(indexOf(grid, from), -1, 0, to)
    while (heap.size() > 0) {
      const current = heap.pop()
      if (current === goal) return trace(current)
      if (closed[current] === search) continue
      closed[current] = search
      expand(current, to)
    }
    return undefined
  }

  function expand(current: number, to: Tile): void {
    const tile = tileAt(grid, current)
    for (const step of steps) {
      if (!canStep(grid, tile, step)) continue
      const next = current + step.y * grid.width + step.x
      const stepCost = step.x !== 0 && step.y !== 0 ? diagonalCost : 1
      const nextCost = cost[current]! + stepCost
      if (searched[next] === search && cost[next]! <= nextCost) continue
      reach(next, current, nextCost, to)
    }
  }

  function reach(index: number, from: number, costSoFar: number, to: Tile): void {
    cost[index] = costSoFar
    cameFrom[index] = from
    searched[index] = search
    heap.push(index, costSoFar + octile(tileAt(grid, index), to))
  }

  function trace(goal: number): Tile[] {
    const path: Tile[] = []
    for (let index = goal; index !== -1; index = cameFrom[index]!) path.push(tileAt(grid, index))
    return path.reverse()
  }
}

function octile(a: Tile, b: Tile): number {
  const dx = Math.abs(a.x - b.x)
  const dy = Math.abs(a.y - b.y)
  return Math.max(dx, dy) + (diagonalCost - 1) * Math.min(dx, dy)
}

// A binary heap over two parallel arrays: an object per entry would dominate the search's time.
function createHeap() {
  const items: number[] = []
  const keys: number[] = []

  return { clear, size: () => items.length, push, pop }

  function clear(): void {
    items.length = 0
    keys.length = 0
  }

  function push(item: number, key: number): void {
    let at = items.length
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (keys[parent]! <= key) break
      items[at] = items[parent]!
      keys[at] = keys[parent]!
      at = parent
    }
    items[at] = item
    keys[at] = key
  }

  function pop(): number {
    const top = items[0]!
    const item = items.pop()!
    const key = keys.pop()!
    if (items.length > 0) sink(item, key)
    return top
  }

  function sink(item: number, key: number): void {
    let at = 0
    for (;;) {
      let child = at * 2 + 1
      if (child >= items.length) break
      if (child + 1 < items.length && keys[child + 1]! < keys[child]!) child += 1
      if (keys[child]! >= key) break
      items[at] = items[child]!
      keys[at] = keys[child]!
      at = child
    }
    items[at] = item
    keys[at] = key
  }
}
