import { expect } from 'chai'
import { connectFour } from '#games/connect-four/rules'
import type { Outcome } from '#games/outcome'
import { noChance, playMoves } from './play-at-random.ts'

const start = connectFour.start({ seats: 2, options: {}, chance: noChance })

describe('Connect Four', () => {
  const table: [string, string, Outcome][] = [
    ['three in a column', '01010', 'playing'],
    ['four in a column', '0101010', 0],
    ['four in a column of the second player', '06160616', 1],
    ['four in a row', '3344556', 0],
    ['four in a row, the third set last', '0011332', 0],
    ['a row with a gap that the other one filled', '0011324', 'playing'],
    ['four upwards to the right', '01122323363', 0],
    ['four upwards to the left', '65544343303', 0],
    ['four in a row around the edge of the board', '4151600', 'playing'],
  ]
  for (const [what, columns, outcome] of table) {
    it(`is ${outcome === 'playing' ? 'not won' : `won by seat ${outcome}`} with ${what}`, () => {
      expect(playMoves(connectFour, start, [...columns].map(Number))).to.include({ outcome })
    })
  }

  it('is drawn when the board is full', () => {
    const columns = '225045432042536415142123305651110004336666'
    const state = playMoves(connectFour, start, [...columns].map(Number))
    expect(state).to.include({ turns: 42, outcome: 'draw' })
    expect(connectFour.legal(state, 0)).to.deep.equal([])
  })

  it('offers no column that is full', () => {
    const state = playMoves(connectFour, start, [3, 3, 3, 3, 3, 3])
    expect(connectFour.legal(state, 0)).to.deep.equal([0, 1, 2, 4, 5, 6])
  })

  it('throws for a column that is full or none', () => {
    const state = playMoves(connectFour, start, [3, 3, 3, 3, 3, 3])
    for (const column of [3, 7, Number.NaN]) expect(() => playMoves(connectFour, state, [column])).to.throw('not open')
  })

  it('shows its rows from the top', () => {
    expect(connectFour.view(playMoves(connectFour, start, [0, 0, 6]), 1)).to.deep.equal({
      rows: ['.......', '.......', '.......', '.......', '1......', '0.....0'],
      you: 1,
    })
  })

  // OEIS A212693 (John Tromp): legal positions after n plies.
  const counts = [1, 7, 49, 238, 1_120, 4_263, 16_422, 54_859, 184_275]
  it(`has ${counts.at(-1)} positions after ${counts.length - 1} plies`, () => {
    let reached = new Map([[connectFour.encode(start), start]])
    const found = [reached.size]
    while (found.length < counts.length) {
      const next = new Map<string, typeof start>()
      for (const state of reached.values()) {
        for (const seat of connectFour.toMove(state)) {
          for (const move of connectFour.legal(state, seat)) {
            const after = playMoves(connectFour, state, [move])
            next.set(connectFour.encode(after), after)
          }
        }
      }
      reached = next
      found.push(reached.size)
    }
    expect(found).to.deep.equal(counts)
  })
})
