import { expect } from 'chai'
import { createPathFinder } from '#world/find-path'
import { sameTile, steps, type Grid, type Tile } from '#world/grid'
import { decodePath, encodePath, routeOf } from '#world/route'
import { arrivesAt, joinOnward, positionAt, routeOfWalk, stretchOn, tileOn, type Walk } from '#world/walk'
import { withRandom, type Random } from '#test/support/random'

const tilesPerSecond = 3
const field: Grid = { width: 40, height: 30, open: new Uint8Array(1_200).fill(1) }

describe('the path code', () => {
  it('gives back the tiles it was made from', () =>
    withRandom((random) => {
      for (let round = 0; round < 500; round++) {
        const tiles = wander(random, random.between(0, 60))
        expect(decodePath(tiles[0]!, encodePath(tiles))).to.deep.equal(tiles)
      }
    }))

  it('is empty for someone who stands', () => {
    expect(encodePath([{ x: 4, y: 5 }])).to.equal('')
    expect(decodePath({ x: 4, y: 5 }, '')).to.deep.equal([{ x: 4, y: 5 }])
  })

  it('writes eight equal steps as one character', () => {
    const east = Array.from({ length: 9 }, (_, x) => ({ x, y: 0 }))
    expect(encodePath(east)).to.have.lengthOf(1)
    expect(encodePath([...east, { x: 9, y: 0 }])).to.have.lengthOf(2)
  })

  it('refuses tiles that are no neighbours, and characters of another code', () => {
    const jump = [
      { x: 0, y: 0 },
      { x: 2, y: 0 },
    ]
    expect(() => encodePath(jump)).to.throw(RangeError, 'not neighbours')
    expect(() => decodePath({ x: 0, y: 0 }, 'A!')).to.throw(RangeError, '"!"')
  })
})

describe('a walk', () => {
  it('is on each tile exactly when the length of the way to it has been walked', () =>
    withRandom((random) => {
      for (let round = 0; round < 200; round++) {
        const tiles = wander(random, random.between(1, 40))
        const { walk, route } = walkOn(tiles, random.between(0, 1e6))
        for (const [at, tile] of tiles.entries()) {
          const position = positionAt(route, walk, walk.startedAt + (route.lengths[at]! / tilesPerSecond) * 1000)
          expect(position.x).to.be.closeTo(tile.x, 1e-6)
          expect(position.y).to.be.closeTo(tile.y, 1e-6)
        }
      }
    }))

  it('is half-way between two tiles at half the time', () => {
    const { walk, route } = walkOn(
      [
        { x: 3, y: 3 },
        { x: 4, y: 4 },
      ],
      1_000,
    )
    const position = positionAt(route, walk, (1_000 + arrivesAt(route, walk)) / 2)
    expect(position).to.deep.equal({ x: 3.5, y: 3.5, facing: 'east', walking: true })
  })

  it('goes at its pace at every moment, diagonals included', () =>
    withRandom((random) => {
      for (let round = 0; round < 100; round++) {
        const { walk, route } = walkOn(wander(random, 20), 0)
        const at = random.next() * (arrivesAt(route, walk) - 10)
        const [from, to] = [positionAt(route, walk, at), positionAt(route, walk, at + 10)]
        // Around a bend the straight distance is a little shorter than the way.
        expect(Math.hypot(to.x - from.x, to.y - from.y)).to.be.within(0, (10 / 1000) * tilesPerSecond + 1e-9)
      }
    }))

  it('of a single tile is on that tile at any moment, also before it begins', () => {
    const still = { x: 4, y: 9, path: '', startedAt: 1_000, tilesPerSecond: 3 }
    for (const now of [0, 999, 1_000, 5_000]) {
      expect(positionAt(routeOfWalk(still), still, now)).to.deep.equal({ x: 4, y: 9, facing: 'south', walking: false })
      expect(stretchOn(routeOfWalk(still), still, now)).to.deep.include({
        behind: { x: 4, y: 9 },
        ahead: { x: 4, y: 9 },
      })
    }
  })

  it('is at its first tile before it begins and at its last one after it ends', () => {
    const tiles = Array.from({ length: 5 }, (_, at) => ({ x: 3 + at, y: 7 }))
    const { walk, route } = walkOn(tiles, 5_000)
    expect(positionAt(route, walk, 4_000)).to.include({ ...tiles[0]!, walking: true })
    expect(positionAt(route, walk, arrivesAt(route, walk))).to.include({ ...tiles.at(-1)!, walking: false })
    expect(positionAt(route, walk, 9e9)).to.include({ ...tiles.at(-1)!, walking: false })
  })

  for (const [facing, to] of [
    ['north', { x: 5, y: 4 }],
    ['south', { x: 5, y: 6 }],
    ['east', { x: 6, y: 5 }],
    ['west', { x: 4, y: 5 }],
  ] as const) {
    it(`looks ${facing} while it goes there, and goes on looking there`, () => {
      const { walk, route } = walkOn([{ x: 5, y: 5 }, to], 0)
      expect(positionAt(route, walk, 100).facing).to.equal(facing)
      expect(positionAt(route, walk, 9_999).facing).to.equal(facing)
    })
  }

  it('counts as being on the tile whose middle is nearest', () => {
    const { walk, route } = walkOn(
      [
        { x: 0, y: 0 },
        { x: 1, y: 0 },
      ],
      0,
    )
    expect(tileOn(route, walk, 166)).to.deep.equal({ x: 0, y: 0 })
    expect(tileOn(route, walk, 167)).to.deep.equal({ x: 1, y: 0 })
  })
})

describe('a new walk in mid-walk', () => {
  it('begins where the walker is, at any moment, and loses nothing of the stretch already walked', () =>
    withRandom((random) => {
      const findPath = createPathFinder(field)
      let { walk, route } = walkOn([{ x: 20, y: 15 }], 0)
      let now = 0
      for (let turn = 0; turn < 400; turn++) {
        now += random.next() * 2_500
        const before = positionAt(route, walk, now)
        const soon = positionAt(route, walk, now + 1)
        const stretch = stretchOn(route, walk, now)
        const onward = findPath(stretch.ahead, { x: random.between(0, 39), y: random.between(0, 29) })!
        ;({ walk, route } = walkOn(joinOnward(stretch, onward), stretch.leftAt))
        const after = positionAt(route, walk, now)
        expect(Math.hypot(after.x - before.x, after.y - before.y), `jumped at turn ${turn}`).to.be.below(1e-6)
        // Between two tiles there is no turning round: the walker goes on to the tile ahead.
        if (before.walking && soon.walking && !sameTile(stretch.behind, stretch.ahead)) {
          const next = positionAt(route, walk, now + 1)
          expect(Math.hypot(next.x - soon.x, next.y - soon.y)).to.be.below(0.01)
        }
      }
    }))

  it('starts now and here for one who stands', () => {
    const { walk, route } = walkOn([{ x: 7, y: 8 }], 0)
    expect(stretchOn(route, walk, 4_321)).to.deep.equal({
      behind: { x: 7, y: 8 },
      ahead: { x: 7, y: 8 },
      leftAt: 4_321,
    })
    const onward = [
      { x: 7, y: 8 },
      { x: 8, y: 8 },
    ]
    expect(joinOnward(stretchOn(route, walk, 4_321), onward)).to.deep.equal(onward)
  })

  it('turns back on the stretch it is on only after reaching its end', () => {
    const { walk, route } = walkOn(
      [
        { x: 0, y: 0 },
        { x: 1, y: 0 },
        { x: 2, y: 0 },
      ],
      0,
    )
    const stretch = stretchOn(route, walk, 100)
    expect(joinOnward(stretch, [stretch.ahead, { x: 0, y: 0 }])).to.deep.equal([
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 0, y: 0 },
    ])
  })
})

function walkOn(tiles: readonly Tile[], startedAt: number) {
  const walk: Walk = { ...tiles[0]!, path: encodePath(tiles), startedAt, tilesPerSecond }
  const route = routeOfWalk(walk)
  expect(route).to.deep.equal(routeOf(tiles))
  return { walk, route }
}

function wander(random: Random, length: number): Tile[] {
  const tiles = [{ x: random.between(-50, 50), y: random.between(-50, 50) }]
  for (let step = 0; step < length;) {
    const direction = random.pick(steps)
    for (let run = random.between(1, 20); run > 0 && step < length; run--, step++) {
      const { x, y } = tiles.at(-1)!
      tiles.push({ x: x + direction.x, y: y + direction.y })
    }
  }
  return tiles
}
