import { expect } from 'chai'
import type { Seat } from '#games/game'
import type { Outcome } from '#games/outcome'
import { ticTacToe } from '#games/tic-tac-toe/rules'
import { noChance, playMoves } from './play-at-random.ts'

type State = ReturnType<typeof ticTacToe.start>
const start = ticTacToe.start({ seats: 2, options: {}, chance: noChance })

describe('tic-tac-toe', () => {
  const table: [string, number[], string, Outcome][] = [
    ['a row', [0, 3, 1, 4, 2], '00011....', 0],
    ['a column', [0, 1, 3, 4, 8, 7], '01.01..10', 1],
    ['a diagonal', [0, 1, 4, 2, 8], '011.0...0', 0],
    ['the other diagonal', [0, 2, 1, 4, 3, 6], '00101.1..', 1],
    ['a full board', [0, 1, 2, 4, 3, 5, 7, 6, 8], '010011100', 'draw'],
    ['a line with the last cell', [0, 1, 2, 3, 4, 5, 7, 6, 8], '010101100', 0],
    ['nothing yet', [4], '....0....', 'playing'],
  ]
  for (const [what, moves, cells, outcome] of table) {
    it(`ends ${outcome === 'playing' ? 'not' : 'rightly'} with ${what}`, () => {
      const state = playMoves(ticTacToe, start, moves)
      expect(state).to.include({ cells, outcome })
      const points = { playing: [0, 0], draw: [0.5, 0.5], nobody: [0, 0], 0: [1, 0], 1: [0, 1] }
      expect(ticTacToe.scores(state)).to.deep.equal(points[outcome as keyof typeof points])
    })
  }

  // Wikipedia, Tic-tac-toe, Combinatorics: 255,168 games, of which the first player wins 131,184, the second 77,904.
  it('has 255,168 games, 46,080 of them drawn', () => {
    const ends: Record<string, number> = {}
    countGames(start, ends)
    expect(ends).to.deep.equal({ 0: 131_184, 1: 77_904, draw: 46_080 })
  })

  // The same: 5,478 positions that can be reached, 958 of them ended.
  it('has 5,478 positions, 958 of them ended', () => {
    const positions = new Map<string, State>([[ticTacToe.encode(start), start]])
    for (const state of positions.values())
      for (const next of nextOf(state)) positions.set(ticTacToe.encode(next), next)
    const ended = [...positions.values()].filter(({ outcome }) => outcome !== 'playing')
    expect([positions.size, ended.length]).to.deep.equal([5_478, 958])
  })
})

function countGames(state: State, ends: Record<string, number>): void {
  const next = nextOf(state)
  if (next.length === 0) ends[state.outcome] = (ends[state.outcome] ?? 0) + 1
  for (const one of next) countGames(one, ends)
}

function nextOf(state: State): State[] {
  return ticTacToe
    .toMove(state)
    .flatMap((seat: Seat) => ticTacToe.legal(state, seat).map((move) => playMoves(ticTacToe, state, [move])))
}
