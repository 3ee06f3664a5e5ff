import { expect } from 'chai'
import { games } from '#games'
import { chanceFrom } from '#games/chance'
import { withRandom, type Random } from '#test/support/random'
import { chanceBy, hexBy, playOut, started, variantOf, type OpenGame, type Variant } from './play-at-random.ts'

const others: Record<string, [object, number][]> = {
  chess: [[{ turnsMax: 60 }, 2]],
  holdem: [[{ hands: 4 }, 2]],
  snakes: [
    [{ width: 7, height: 7 }, 4],
    [{ width: 7, height: 19, turnsMax: 30 }, 3],
  ],
}
const variants = games.flatMap((game) => [
  variantOf(game),
  ...(others[game.id] ?? []).map(([options, seats]) => variantOf(game, options, seats)),
])
// What follows from the rest of a state, and need not be told twice.
const derived: Record<string, string[]> = {
  'tic-tac-toe': ['turns'],
  'connect-four': ['turns'],
  chess: ['moves', 'isCheck', 'isMaterialInsufficient'],
}
// A random match of chess has some three hundred turns, one of tic-tac-toe eight.
const matches: Record<string, number> = { chess: 4, holdem: 12, snakes: 25 }

describe('every game', () => {
  it('has an id of its own that can stand in an address, and a version', () => {
    const ids = games.map(({ id }) => id)
    expect(new Set(ids)).to.have.lengthOf(games.length)
    for (const id of ids) expect(id).to.match(/^[a-z][a-z-]*[a-z]$/)
    for (const { version } of games) expect(version).to.be.greaterThan(0)
  })

  it('refuses options that it does not have', () => {
    for (const { id, options } of games) {
      expect(options.safeParse({ 'no such': 1 }).success, id).to.equal(false)
      expect(options.safeParse({}).success, id).to.equal(true)
    }
  })

  for (const variant of variants) describe(variant.name, () => describeVariant(variant))
})

function describeVariant(variant: Variant): void {
  const { game, options, seats } = variant
  const count = matches[game.id] ?? 100

  /** Plays matches by chance and hands out every one of them. */
  const eachMatch = (test: (turns: ReturnType<typeof playOut>, random: Random) => void) => () =>
    withRandom((random) => {
      for (let match = 0; match < count; match++) test(playOut(variant, random), random)
    })

  it(
    'ends in time, and offers whoever is to move something to do, each move once',
    eachMatch((turns) => {
      expect(turns.length - 1).to.be.within(1, game.turnsMax(options))
      for (const { state } of turns) {
        const movers = game.toMove(state)
        expect(movers).to.deep.equal([...new Set(movers)].toSorted((a, b) => a - b))
        if (!game.isSimultaneous) expect(movers.length).to.be.at.most(1)
        for (const seat of movers) expectMoves(game, state, seat, seats)
      }
    }),
  )

  it(
    'changes no state, and none that somebody holds on to',
    eachMatch((turns, random) => {
      for (const { state, moves, hex } of turns) {
        const before = JSON.stringify(state)
        deepFreeze(state)
        useEverything(variant, state, random)
        if (moves.length > 0) game.step(state, deepFreeze(moves), chanceFrom(hex))
        expect(JSON.stringify(state)).to.equal(before)
      }
    }),
  )

  it(
    'has states that come back from JSON as they were, and lead to the same',
    eachMatch((turns) => {
      for (const [at, { state, moves, hex }] of turns.entries()) {
        const copy = JSON.parse(JSON.stringify(state)) as unknown
        expect(copy).to.deep.equal(state)
        expect(game.encode(copy)).to.equal(game.encode(state))
        expect(game.toMove(copy)).to.deep.equal(game.toMove(state))
        expect(viewsOf(variant, copy)).to.deep.equal(viewsOf(variant, state))
        if (moves.length === 0) return
        const next = game.step(copy, moves, chanceFrom(hex))
        expect(game.encode(next)).to.equal(game.encode(turns[at + 1]!.state))
      }
    }),
  )

  it('encodes two states alike exactly if they are', () =>
    withRandom((random) => {
      const stateOf = new Map<string, string>()
      const encodedAs = new Map<string, string>()
      for (let match = 0; match < count; match++) {
        for (const { state } of playOut(variant, random)) {
          const [encoded, text] = [game.encode(state), JSON.stringify(state)]
          expect(stateOf.get(encoded) ?? text).to.equal(text)
          expect(encodedAs.get(text) ?? encoded).to.equal(encoded)
          stateOf.set(encoded, text)
          encodedAs.set(text, encoded)
        }
      }
      expect(stateOf.size).to.be.greaterThan(count)
    }))

  it(
    'encodes all that a state has: nothing in it can change unnoticed',
    eachMatch((turns, random) => {
      const { state } = random.pick(turns)
      const encoded = game.encode(state)
      for (const [path, changed] of changesOf(state)) {
        if (derived[game.id]?.includes(path[0]!)) continue
        expect(game.encode(changed), path.join('.')).not.to.equal(encoded)
      }
    }),
  )

  it(
    'comes to the same from the same seeds and moves',
    eachMatch((turns, random) => {
      const seed = hexBy(random)
      expect(game.encode(started(variant, seed))).to.equal(game.encode(started(variant, seed)))
      let state = turns[0]!.state
      for (const [at, { moves, hex }] of turns.slice(0, -1).entries()) {
        state = game.step(state, moves, chanceFrom(hex))
        expect(game.encode(state)).to.equal(game.encode(turns[at + 1]!.state))
      }
    }),
  )

  it(
    'shows every seat and spectators something that is JSON, and tells a seat which one it is',
    eachMatch((turns) => {
      for (const { state } of turns) {
        for (const view of viewsOf(variant, state)) expect(JSON.parse(JSON.stringify(view))).to.deep.equal(view)
        for (const seat of seatsOf(variant)) expect(game.view(state, seat)).to.include({ you: seat })
        expect(game.view(state, null)).to.include({ you: null })
      }
    }),
  )

  it(
    'gives every seat a score',
    eachMatch((turns) => {
      for (const { state } of turns) {
        const scores = game.scores(state)
        expect(scores).to.have.lengthOf(seats)
        for (const score of scores) expect(Number.isFinite(score) && !Object.is(score, -0), `${score}`).to.equal(true)
      }
    }),
  )

  it(
    'leaves whoever withdraws behind all others, however it stood and goes on',
    eachMatch((turns, random) => {
      const { state } = random.pick(turns.slice(0, -1))
      for (const seat of seatsOf(variant)) {
        const without = game.withdraw(state, seat, chanceBy(random))
        expect(game.toMove(without)).not.to.include(seat)
        if (seats === 2) expect(game.toMove(without)).to.have.lengthOf(0)
        const scores = game.scores(playOut(variant, random, without).at(-1)!.state)
        const best = Math.max(...scores.filter((_, at) => at !== seat))
        expect(scores[seat]).to.be.lessThan(best)
        expect(scores[seat]).to.be.at.most(Math.min(...scores))
      }
    }),
  )

  it(
    'scores nobody above another if all withdraw, in whatever order',
    eachMatch((turns, random) => {
      const { state } = random.pick(turns.slice(0, -1))
      const withdraw = (order: number[]) =>
        order.reduce((current, seat) => game.withdraw(current, seat, chanceBy(random)), state)
      const [forwards, backwards] = [withdraw(seatsOf(variant)), withdraw(seatsOf(variant).toReversed())]
      expect(game.scores(forwards)).to.deep.equal(game.scores(backwards))
      expect(Math.max(...game.scores(forwards))).to.be.at.most(0)
      expect(game.toMove(forwards)).to.have.lengthOf(0)
    }),
  )
}

/** The same data with one value in it changed, for each value; and the path to it. */
function changesOf(data: unknown): [path: string[], changed: unknown][] {
  if (typeof data === 'number') return [[[], data + 1]]
  if (typeof data === 'string') return [[[], `${data}x`]]
  if (typeof data !== 'object' || data === null) return [[[], data !== true]]
  return Object.entries(data).flatMap(([key, value]) =>
    changesOf(value).map(([path, changed]): [string[], unknown] => {
      const copy = Array.isArray(data) ? data.with(Number(key), changed) : { ...data, [key]: changed }
      return [[key, ...path], copy]
    }),
  )
}

function expectMoves(game: OpenGame, state: unknown, seat: number, seats: number): void {
  expect(seat).to.be.within(0, seats - 1)
  const moves = game.legal(state, seat)
  expect(moves).not.to.have.lengthOf(0)
  expect(new Set(moves)).to.have.lengthOf(moves.length)
  expect(game.legal(state, seat)).to.deep.equal(moves)
}

function useEverything(variant: Variant, state: unknown, random: Random): void {
  const { game } = variant
  viewsOf(variant, state)
  game.encode(state)
  game.scores(state)
  for (const seat of game.toMove(state)) game.legal(state, seat)
  for (const seat of seatsOf(variant)) game.withdraw(state, seat, chanceBy(random))
  if (game.toMove(state).length === 0) game.extend?.(state, chanceBy(random))
}

function viewsOf(variant: Variant, state: unknown): unknown[] {
  return [null, ...seatsOf(variant)].map((seat) => variant.game.view(state, seat))
}

function seatsOf({ seats }: Variant): number[] {
  return Array.from({ length: seats }, (_, seat) => seat)
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  Object.values(value).forEach(deepFreeze)
  return value
}
