import { expect } from 'chai'
import type { Chance } from '#games/chance'
import { snakes } from '#games/snakes/rules'
import type { Cause, Point, SnakesState } from '#games/snakes/state'
import { withRandom } from '#test/support/random'
import { chanceBy, noChance } from './play-at-random.ts'

/** Chance that brings no food, as long as there is some. */
const noFood: Chance = { ...noChance, below: (count) => count - 1 }

type Given = { body: string; health?: number }

/** A board of 11 by 11 with food in a corner; bodies are written as `3,3 3,2 3,1`, the head first. */
function board(given: readonly Given[], food = '10,10', turnsMax = 500): SnakesState {
  const snakes = given.map(({ body, health = 90 }) => ({ body: pointsOf(body), health, out: null }))
  return { width: 11, height: 11, turnsMax, turn: 7, food: pointsOf(food), snakes }
}

function pointsOf(text: string): Point[] {
  return text.split(' ').map((point) => {
    const [x, y] = point.split(',').map(Number)
    return { x: x!, y: y! }
  })
}

function causesOf({ snakes }: SnakesState): (Cause | null)[] {
  return snakes.map(({ out }) => out?.cause ?? null)
}

const away = { body: '9,0 9,1 9,2' }

describe('snakes: a turn', () => {
  // The bodies, the moves, and why each is out afterwards (specs/game-modes/standard.md of BattlesnakeOfficial/rfcs: A.1 to A.4).
  const table: [string, Given[], string, (Cause | null)[]][] = [
    [
      'A.1: two as long meet',
      [{ body: '3,3 3,2 3,1' }, { body: '2,4 2,3 2,2' }],
      'up right',
      ['head-collision', 'head-collision'],
    ],
    [
      'A.2: the longer survives',
      [{ body: '5,5 5,4 5,3 5,2' }, { body: '3,5 3,4 3,3' }],
      'left right',
      [null, 'head-collision'],
    ],
    [
      'A.3: a body is hit',
      [{ body: '2,2 2,1 2,0' }, { body: '3,3 3,2 3,1 3,0' }],
      'right left',
      ['snake-collision', null],
    ],
    [
      'A.4: three meet, two of them the longest',
      [{ body: '2,3 2,2 2,1 2,0 1,0' }, { body: '4,3 4,2 4,1 4,0 5,0' }, { body: '3,2 3,1 3,0' }],
      'right left up',
      ['head-collision', 'head-collision', 'head-collision'],
    ],
    [
      'three meet, one of them the longest',
      [{ body: '2,3 2,2 2,1 2,0 1,0' }, { body: '4,3 4,2 4,1 4,0' }, { body: '3,2 3,1 3,0' }],
      'right left up',
      [null, 'head-collision', 'head-collision'],
    ],
    ['the left wall', [{ body: '0,5 1,5 2,5' }, away], 'left left', ['wall-collision', null]],
    ['the right wall', [{ body: '10,5 9,5 8,5' }, away], 'right left', ['wall-collision', null]],
    ['the top wall', [{ body: '5,10 5,9 5,8' }, away], 'up left', ['wall-collision', null]],
    ['the bottom wall', [{ body: '5,0 5,1 5,2' }, away], 'down left', ['wall-collision', null]],
    ['its own neck', [{ body: '5,5 5,4 5,3' }, away], 'down left', ['snake-self-collision', null]],
    ['its own body', [{ body: '5,5 5,4 4,4 4,5 4,6 5,6' }, away], 'left left', ['snake-self-collision', null]],
    ['where its tail was', [{ body: '5,5 5,4 4,4 4,5' }, away], 'left left', [null, null]],
    ['its tail, after it ate', [{ body: '5,5 5,4 4,4 4,5 4,5' }, away], 'left left', ['snake-self-collision', null]],
    ['where the other’s tail was', [{ body: '5,5 5,4 5,3' }, { body: '7,6 7,5 6,5' }], 'right up', [null, null]],
    [
      'two that change places',
      [{ body: '4,5 3,5 2,5' }, { body: '5,5 6,5 7,5' }],
      'right left',
      ['snake-collision', 'snake-collision'],
    ],
    ['health runs out', [{ body: '5,5 5,4 5,3', health: 1 }, away], 'up left', ['out-of-health', null]],
    ['health of two', [{ body: '5,5 5,4 5,3', health: 2 }, away], 'up left', [null, null]],
    // Who starves or falls off the board is gone before anybody collides with it.
    [
      'the other starves where they meet',
      [{ body: '4,5 3,5 2,5' }, { body: '6,5 7,5 8,5 9,5', health: 1 }],
      'right left',
      [null, 'out-of-health'],
    ],
    [
      'the other falls off, its body in the way',
      [{ body: '1,5 2,5 3,5' }, { body: '0,4 0,5 0,6' }],
      'left left',
      [null, 'wall-collision'],
    ],
    // Both that collide in a turn are in each other's way.
    [
      'each hits the other’s body',
      [{ body: '5,5 4,5 3,5 2,5' }, { body: '5,6 6,6 6,5 6,4' }],
      'right down',
      ['snake-collision', 'snake-collision'],
    ],
  ]
  for (const [what, given, moves, causes] of table) {
    it(`${what}: ${causes.map((cause) => cause ?? 'lives').join(', ')}`, () => {
      const after = snakes.step(board(given), moves.split(' '), noFood)
      expect(causesOf(after)).to.deep.equal(causes)
      for (const { out } of after.snakes) if (out !== null) expect(out.turn).to.equal(8)
      expect(after.turn).to.equal(8)
      const reversed = snakes.step(board(given.toReversed()), moves.split(' ').toReversed(), noFood)
      expect(causesOf(reversed)).to.deep.equal(causes.toReversed())
    })
  }

  it('moves the head on, and the tail after it', () => {
    for (const [word, head] of [
      ['up', '5,6'],
      ['left', '4,5'],
      ['right', '6,5'],
    ] as const) {
      const [snake] = snakes.step(board([{ body: '5,5 5,4 5,3' }, away]), [word, 'left'], noFood).snakes
      expect(snake).to.deep.equal({ body: pointsOf(`${head} 5,5 5,4`), health: 89, out: null })
    }
  })

  it('fills and lengthens who eats, even with its last health, and takes the food away', () => {
    const before = board([{ body: '5,5 5,4 5,3', health: 1 }, away], '5,6 10,10')
    const after = snakes.step(before, ['up', 'left'], noFood)
    expect(after.snakes[0]).to.deep.equal({ body: pointsOf('5,6 5,5 5,4 5,4'), health: 100, out: null })
    expect(after.food).to.deep.equal(pointsOf('10,10'))
  })

  it('lets two that meet at food both eat before they collide', () => {
    const before = board([{ body: '4,5 3,5 2,5' }, { body: '6,5 7,5 8,5 8,6' }], '5,5 10,10')
    const after = snakes.step(before, ['right', 'left'], noFood)
    expect(causesOf(after)).to.deep.equal(['head-collision', null])
    expect(after.snakes.map(({ body }) => body.length)).to.deep.equal([4, 5])
    expect(after.food).to.deep.equal(pointsOf('10,10'))
  })

  it('takes no notice of snakes that are out', () => {
    const state = snakes.withdraw(board([{ body: '5,5 5,4 5,3' }, { body: '6,6 6,5 6,4' }, away]), 1, noChance)
    const after = snakes.step(state, ['right', undefined, 'left'], noFood)
    expect(causesOf(after)).to.deep.equal([null, 'withdrawn', null])
    expect(after.snakes[1]).to.equal(state.snakes[1])
  })
})

describe('snakes: food', () => {
  it('is there again at once when the last piece was eaten, on an empty square', () =>
    withRandom((random) => {
      for (let round = 0; round < 200; round++) {
        const before = board([{ body: '5,5 5,4 5,3' }, away], '5,6')
        const { food, snakes: after } = snakes.step(before, ['up', 'left'], chanceBy(random))
        expect(food).to.have.lengthOf(1)
        expect(after.flatMap(({ body }) => body)).not.to.deep.include(food[0])
      }
    }))

  it('comes with a chance of 15 in 100', () =>
    withRandom((random) => {
      let came = 0
      for (let round = 0; round < 2_000; round++)
        came += snakes.step(board([{ body: '5,5 5,4 5,3' }, away]), ['up', 'left'], chanceBy(random)).food.length - 1
      expect(came).to.be.within(200, 400) // 300, and six standard deviations of 16 each way
    }))

  it('comes on the last square that is empty, and not at all if none is', () => {
    const always: Chance = { below: () => 0, shuffled: (items) => [...items] }
    const squares = Array.from({ length: 121 }, (_, at) => `${at % 11},${Math.floor(at / 11)}`)
    // The heads eat what lies on two squares; the tail of the first snake leaves 5,3.
    for (const [bare, came] of [
      ['5,3', 1],
      ['5,4', 0],
    ] as const) {
      const full = board([{ body: '5,5 5,4 5,3' }, away], squares.filter((square) => square !== bare).join(' '))
      const { food } = snakes.step(full, ['up', 'left'], always)
      expect(food.length).to.equal(120 - 2 + came)
      expect(food.slice(118)).to.deep.equal(came === 1 ? pointsOf(bare) : [])
    }
  })
})

describe('snakes: the start', () => {
  for (const [width, height] of [
    [7, 7],
    [11, 11],
    [19, 19],
    [19, 7],
  ] as const) {
    it(`is the same for every seat on ${width} by ${height}`, () =>
      withRandom((random) => {
        for (let match = 0; match < 100; match++) {
          const seats = random.between(2, 4)
          const state = snakes.start({ seats, options: { width, height, turnsMax: 500 }, chance: chanceBy(random) })
          const heads = state.snakes.map(({ body }) => body[0]!)
          for (const { body, health } of state.snakes) {
            expect([body.length, new Set(body).size, health]).to.deep.equal([3, 1, 100])
          }
          expect(new Set(heads.map(({ x, y }) => `${x},${y}`))).to.have.lengthOf(seats)
          // Each has food diagonally beside it, at the edge of the board; one piece lies in the centre.
          expect(state.food.at(-1)).to.deep.equal({ x: (width - 1) / 2, y: (height - 1) / 2 })
          expect(new Set(state.food.map(({ x, y }) => `${x},${y}`))).to.have.lengthOf(seats + 1)
          for (const [seat, head] of heads.entries()) {
            const { x, y } = state.food[seat]!
            expect([Math.abs(x - head.x), Math.abs(y - head.y)]).to.deep.equal([1, 1])
            expect([x === 0 || x === width - 1, y === 0 || y === height - 1].filter(Boolean)).to.have.lengthOf(1)
          }
          // From any of the places one comes to the middle of the board in as many steps, or all are in corners.
          const corners = heads.filter(({ x, y }) => (x === 1 || x === width - 2) && (y === 1 || y === height - 2))
          expect([0, seats]).to.include(corners.length)
        }
      }))
  }

  it('puts seats anywhere: each comes to every place', () =>
    withRandom((random) => {
      const places = new Set<string>()
      for (let match = 0; match < 300; match++) {
        const options = { width: 11, height: 11, turnsMax: 500 } as const
        const { snakes: all } = snakes.start({ seats: 2, options, chance: chanceBy(random) })
        places.add(`${all[0]!.body[0]!.x},${all[0]!.body[0]!.y}`)
      }
      expect([...places].sort()).to.deep.equal(['1,1', '1,5', '1,9', '5,1', '5,9', '9,1', '9,5', '9,9'])
    }))

  it('takes boards of 7, 11 and 19, and 10 to 2,000 turns', () => {
    expect(snakes.options.safeParse({})).to.deep.equal({
      success: true,
      data: { width: 11, height: 11, turnsMax: 500 },
    })
    for (const wrong of [
      { width: 8 },
      { height: 0 },
      { width: '11' },
      { turnsMax: 9 },
      { turnsMax: 2_001 },
      { depth: 1 },
    ])
      expect(snakes.options.safeParse(wrong).success, JSON.stringify(wrong)).to.equal(false)
  })
})

describe('snakes: the end', () => {
  const out = (turn: number, cause: Cause = 'wall-collision') => ({
    body: pointsOf('0,0 0,1 0,2'),
    health: 50,
    out: { turn, cause },
  })
  const alive = (length: number, health = 50) => ({
    body: Array.from({ length }, () => ({ x: 5, y: 5 })),
    health,
    out: null,
  })
  const table: [string, SnakesState['snakes'], number, number[]][] = [
    ['one is left', [alive(3), out(9)], 9, [1, 0]],
    ['both went at once', [out(9), out(9)], 9, [0.5, 0.5]],
    ['four went one after the other', [out(4), out(9), out(2), alive(3)], 9, [1, 2, 0, 3]],
    ['the last two of three went at once', [out(9), out(4), out(9)], 9, [1.5, 0, 1.5]],
    ['four went at once', [out(9), out(9), out(9), out(9)], 9, [1.5, 1.5, 1.5, 1.5]],
    ['the turns ran out: length', [alive(5), alive(4, 100)], 500, [1, 0]],
    ['the turns ran out: health', [alive(5, 40), alive(5, 60)], 500, [0, 1]],
    ['the turns ran out: all the same', [alive(5), alive(5)], 500, [0.5, 0.5]],
    ['the turns ran out, one was out before', [alive(3), out(400), alive(4)], 500, [1, 0, 2]],
    ['somebody withdrew later than others were out', [out(8, 'withdrawn'), out(3), alive(3)], 9, [0, 1, 2]],
    ['two withdrew', [out(8, 'withdrawn'), out(3, 'withdrawn'), alive(3)], 9, [0, 0, 2]],
    ['all withdrew', [out(8, 'withdrawn'), out(3, 'withdrawn')], 9, [0, 0]],
  ]
  for (const [when, all, turn, scores] of table) {
    it(`scores ${scores.join(', ')} when ${when}`, () => {
      const state = { ...board([]), turn, snakes: all }
      expect(snakes.toMove(state)).to.deep.equal([])
      expect(snakes.scores(state)).to.deep.equal(scores)
    })
  }

  it('asks all that are left for a move, in any direction', () => {
    const state = snakes.withdraw(board([{ body: '5,5 5,4 5,3' }, away, { body: '1,1 1,2 1,3' }]), 1, noChance)
    expect(snakes.toMove(state)).to.deep.equal([0, 2])
    for (const seat of [0, 2]) expect(snakes.legal(state, seat)).to.deep.equal(['up', 'down', 'left', 'right'])
  })

  it('ends after the last turn', () => {
    const state = board([{ body: '5,5 5,4 5,3' }, away], '10,10', 8)
    expect(snakes.toMove(state)).to.deep.equal([0, 1])
    expect(snakes.toMove(snakes.step(state, ['up', 'left'], noFood))).to.deep.equal([])
  })
})
