import { expect } from 'chai'
import { createPathFinder } from '#world/find-path'
import { canStep, indexOf, isOpen, sameTile, steps, tileAt, tilesAround, type Grid, type Tile } from '#world/grid'
import { routeOf } from '#world/route'
import { withRandom, type Random } from '#test/support/random'

describe('finding paths', () => {
  it('is as short as an exhaustive search on random grids, and ends where that one does', () =>
    withRandom((random) => {
      for (let round = 0; round < 150; round++) {
        const grid = randomGrid(random)
        const findPath = createPathFinder(grid)
        const from = randomTile(random, grid)
        const lengths = dijkstra(grid, from)
        for (let walk = 0; walk < 8; walk++) expectShortest(grid, from, randomTile(random, grid), findPath, lengths)
      }
    }))

  it('takes only steps to neighbours that are open, and cuts no corner', () =>
    withRandom((random) => {
      for (let round = 0; round < 300; round++) {
        const grid = randomGrid(random)
        const path = createPathFinder(grid)(randomTile(random, grid), randomTile(random, grid))
        for (const [at, tile] of (path ?? []).entries()) {
          if (at > 0) expectStep(grid, path![at - 1]!, tile)
        }
      }
    }))

  it('goes around a corner in two steps where the diagonal would cut it', () => {
    const grid = gridOf('..', '#.')
    expect(createPathFinder(grid)({ x: 0, y: 0 }, { x: 1, y: 1 })).to.deep.equal([
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 1, y: 1 },
    ])
  })

  it('does not slip between two blocked tiles that touch at their corners', () => {
    const findPath = createPathFinder(gridOf('.#', '#.'))
    expect(findPath({ x: 0, y: 0 }, { x: 1, y: 1 })).to.equal(undefined)
  })

  it('stays where it is when it is there already', () => {
    expect(createPathFinder(gridOf('...'))({ x: 1, y: 0 }, { x: 1, y: 0 })).to.deep.equal([{ x: 1, y: 0 }])
  })

  for (const [what, from, to] of [
    ['from a blocked tile', { x: 1, y: 0 }, { x: 0, y: 0 }],
    ['to a blocked tile', { x: 0, y: 0 }, { x: 1, y: 0 }],
    ['off the map', { x: 0, y: 0 }, { x: -1, y: 0 }],
    ['to a fraction of a tile', { x: 0, y: 0 }, { x: 0.5, y: 0 }],
    ['to no number', { x: 0, y: 0 }, { x: Number.NaN, y: 0 }],
    ['behind a wall', { x: 0, y: 0 }, { x: 2, y: 0 }],
  ] as const) {
    it(`finds no way ${what}`, () => {
      expect(createPathFinder(gridOf('.#.'))(from, to)).to.equal(undefined)
    })
  }

  it('answers each of many searches on one grid as a fresh finder would', () =>
    withRandom((random) => {
      const grid = randomGrid(random)
      const findPath = createPathFinder(grid)
      for (let search = 0; search < 200; search++) {
        const [from, to] = [randomTile(random, grid), randomTile(random, grid)]
        expect(findPath(from, to)).to.deep.equal(createPathFinder(grid)(from, to))
      }
    }))
})

describe('the tiles around a tile', () => {
  it('are all that can be walked to, each once', () =>
    withRandom((random) => {
      for (let round = 0; round < 100; round++) {
        const grid = randomGrid(random)
        const start = randomTile(random, grid)
        const around = [...tilesAround(grid, start)].map((tile) => indexOf(grid, tile))
        const reached = dijkstra(grid, start).flatMap((length, index) => (length < Infinity ? [index] : []))
        expect(around.toSorted((a, b) => a - b)).to.deep.equal(reached)
      }
    }))
})

function expectShortest(
  grid: Grid,
  from: Tile,
  to: Tile,
  findPath: (from: Tile, to: Tile) => Tile[] | undefined,
  lengths: number[],
): void {
  const path = findPath(from, to)
  const shortest = lengths[indexOf(grid, to)]!
  if (path === undefined) return void expect(shortest).to.equal(Infinity)
  expect([path[0], path.at(-1)]).to.deep.equal([from, to])
  expect(routeOf(path).lengthTiles).to.be.closeTo(shortest, 1e-9)
}

function expectStep(grid: Grid, from: Tile, to: Tile): void {
  const step = steps.find(({ x, y }) => sameTile(to, { x: from.x + x, y: from.y + y }))
  expect(step, `a step from ${from.x},${from.y} to ${to.x},${to.y}`).not.to.equal(undefined)
  expect(isOpen(grid, to)).to.equal(true)
  const corners = [
    { x: to.x, y: from.y },
    { x: from.x, y: to.y },
  ]
  for (const corner of corners) expect(isOpen(grid, corner), 'a corner is cut').to.equal(true)
}

// The plainest search there is: always settle the nearest tile next. Infinity where no way leads.
function dijkstra(grid: Grid, from: Tile): number[] {
  const lengths = Array.from({ length: grid.open.length }, () => Infinity)
  const open = new Set<number>()
  if (!isOpen(grid, from)) return lengths
  lengths[indexOf(grid, from)] = 0
  open.add(indexOf(grid, from))
  while (open.size > 0) {
    const nearest = [...open].reduce((a, b) => (lengths[b]! < lengths[a]! ? b : a))
    open.delete(nearest)
    const tile = tileAt(grid, nearest)
    for (const step of steps) {
      if (!canStep(grid, tile, step)) continue
      const next = indexOf(grid, { x: tile.x + step.x, y: tile.y + step.y })
      const length = lengths[nearest]! + Math.hypot(step.x, step.y)
      if (length >= lengths[next]! - 1e-12) continue
      lengths[next] = length
      open.add(next)
    }
  }
  return lengths
}

function gridOf(...rows: string[]): Grid {
  const open = Uint8Array.from(rows.join(''), (char) => (char === '.' ? 1 : 0))
  return { width: rows[0]!.length, height: rows.length, open }
}

function randomGrid(random: Random): Grid {
  const [width, height, blocked] = [random.between(1, 14), random.between(1, 14), random.next() * 0.5]
  return { width, height, open: Uint8Array.from({ length: width * height }, () => (random.next() < blocked ? 0 : 1)) }
}

function randomTile(random: Random, grid: Grid): Tile {
  return { x: random.between(0, grid.width - 1), y: random.between(0, grid.height - 1) }
}
