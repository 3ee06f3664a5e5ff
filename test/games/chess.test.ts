import { expect } from 'chai'
import { chess, chessFrom, type ChessState } from '#games/chess/rules'
import { chanceFrom } from '#games/chance'
import { playMoves } from './play-at-random.ts'

const start = chess.start({ seats: 2, options: { turnsMax: 400 }, chance: chanceFrom('0'.repeat(64)) })

// chessprogramming.org, Perft Results: how many ways there are to play so many plies.
const perfts: [string, string, number[]][] = [
  ['the initial position', start.fen, [20, 400, 8_902, 197_281]],
  ['Kiwipete', 'r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1', [48, 2_039, 97_862]],
  ['position 3', '8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0 1', [14, 191, 2_812, 43_238]],
  ['position 4', 'r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq - 0 1', [6, 264, 9_467]],
  ['position 4, mirrored', 'r2q1rk1/pP1p2pp/Q4n2/bbp1p3/Np6/1B3NBn/pPPP1PPP/R3K2R b KQ - 0 1', [6, 264, 9_467]],
  ['position 5', 'rnbq1k1r/pp1Pbppp/2p5/8/2B5/8/PPP1NnPP/RNBQK2R w KQ - 1 8', [44, 1_486, 62_379]],
  ['position 6', 'r4rk1/1pp1qppp/p1np1n2/2b1p1B1/2B1P1b1/P1NP1N2/1PP1QPPP/R4RK1 w - - 0 10', [46, 2_079, 89_890]],
]

describe('chess: where moves lead', () => {
  for (const [name, fen, counts] of perfts) {
    it(`is as published for ${name}: perft(${counts.length}) is ${counts.at(-1)}`, () => {
      const found = counts.map((_, at) => perft(chessFrom(fen, 400), at + 1))
      expect(found).to.deep.equal(counts)
    })
  }
})

describe('chess: how it ends', () => {
  const fools = 'f2f3 e7e5 g2g4 d8h4'
  const scholars = 'e2e4 e7e5 f1c4 b8c6 d1h5 g8f6 h5f7'
  // Sam Loyd, 1866: the shortest game to a stalemate.
  const loyds = 'e2e3 a7a5 d1h5 a8a6 h5a5 h7h5 h2h4 a6h6 a5c7 f7f6 c7d7 e8f7 d7b7 d8d3 b7b8 d3h7 b8c8 f7g6 c8e6'
  const knights = 'g1f3 g8f6 f3g1 f6g8'
  const rooks = 'h1g1 h8g8 g1h1 g8h8'
  const castles = 'r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1'
  const pinned = 'k3r3/8/8/8/4p3/8/3P4/4K3 w - - 0 1'
  const table: [string, string, string, ChessState['outcome'], ChessState['reason']][] = [
    ['fool’s mate', start.fen, fools, 1, 'checkmate'],
    ['scholar’s mate', start.fen, scholars, 0, 'checkmate'],
    ['Loyd’s stalemate', start.fen, loyds, 'draw', 'stalemate'],
    ['a position twice', start.fen, `${knights} g1f3 g8f6 f3g1`, 'playing', null],
    ['a position three times', start.fen, `${knights} ${knights}`, 'draw', 'repetition'],
    ['pieces back, castling gone', castles, `${rooks} ${rooks}`, 'playing', null],
    ['pieces out three times, castling gone', castles, `${rooks} ${rooks} h1g1 h8g8`, 'draw', 'repetition'],
    ['a pawn’s move in between', start.fen, `${knights} a2a3 g8f6 g1f3 f6g8 f3g1`, 'playing', null],
    ['49 moves without a capture', '8/8/8/4k3/8/8/R7/4K3 w - - 98 80', 'a2a3', 'playing', null],
    ['50 moves without a capture', '8/8/8/4k3/8/8/R7/4K3 w - - 98 80', 'a2a3 e5d5', 'draw', 'fifty-moves'],
    ['mate with the hundredth', '7k/8/6K1/8/8/8/R7/8 w - - 99 80', 'a2a8', 0, 'checkmate'],
    ['a pawn’s move as the hundredth', '7k/8/6K1/8/8/8/R3P3/8 w - - 99 80', 'e2e4', 'playing', null],
    ['the last pawn taken', '8/8/8/4k3/8/8/4p3/4K3 w - - 0 1', 'e1e2', 'draw', 'material'],
    ['an en passant that is not legal', pinned, 'd2d4', 'playing', null],
  ]
  for (const [what, fen, moves, outcome, reason] of table) {
    it(`is ${reason ?? 'not over'} with ${what}`, () => {
      const state = playMoves(chess, chessFrom(fen, 400), moves.split(' '))
      expect([state.outcome, state.reason]).to.deep.equal([outcome, reason])
      expect(chess.toMove(state).length).to.equal(outcome === 'playing' ? 1 : 0)
      const points = { playing: [0, 0], draw: [0.5, 0.5], nobody: [0, 0], 0: [1, 0], 1: [0, 1] }
      expect(chess.scores(state)).to.deep.equal(points[outcome as keyof typeof points])
    })
  }

  const material: [string, boolean][] = [
    ['4k3/8/8/8/8/8/8/4K3 w - - 0 1', true],
    ['4k3/8/8/8/8/8/8/2B1K3 w - - 0 1', true],
    ['4k3/8/8/8/8/8/8/1N2K3 w - - 0 1', true],
    ['4kb2/8/8/8/8/8/8/2B1K3 w - - 0 1', true],
    ['2b1k3/8/8/8/8/8/8/2B1K3 w - - 0 1', false],
    ['4k3/8/8/8/8/8/8/1NN1K3 w - - 0 1', false],
    ['1n2k3/8/8/8/8/8/8/1N2K3 w - - 0 1', false],
    ['4k3/8/8/8/8/8/4P3/4K3 w - - 0 1', false],
    ['4k3/8/8/8/8/8/8/R3K3 w - - 0 1', false],
  ]
  for (const [fen, isDrawn] of material) {
    it(`is ${isDrawn ? '' : 'not '}drawn for want of material in ${fen}`, () => {
      expect(chessFrom(fen, 400).reason).to.equal(isDrawn ? 'material' : null)
    })
  }

  it('is drawn when the turns run out, unless the last one mates', () => {
    expect(playMoves(chess, chessFrom(start.fen, 3), ['e2e4', 'e7e5'])).to.include({ outcome: 'playing' })
    const drawn = playMoves(chess, chessFrom(start.fen, 3), ['e2e4', 'e7e5', 'd2d4'])
    expect(drawn).to.include({ outcome: 'draw', reason: 'turns' })
    expect(playMoves(chess, chessFrom(start.fen, 4), fools.split(' '))).to.include({ outcome: 1 })
  })

  it('remembers no position from before a capture or a pawn’s move, since none can come again', () => {
    const counts = ['g1f3', 'g8f6', 'e2e4', 'f6e4', 'f3g1'].map((_, at, moves) => {
      return playMoves(chess, start, moves.slice(0, at + 1)).earlier.length
    })
    expect(counts).to.deep.equal([1, 2, 0, 0, 1])
  })

  it('takes 400 turns if nothing else was said, and at most 1,000', () => {
    expect(chess.options.safeParse({})).to.deep.equal({ success: true, data: { turnsMax: 400 } })
    for (const turnsMax of [0, 1, 1_001, 2.5, '10', Number.NaN])
      expect(chess.options.safeParse({ turnsMax }).success, String(turnsMax)).to.equal(false)
  })
})

describe('chess: what a player is told', () => {
  it('offers moves in the order of their words, promotions to four pieces', () => {
    const state = chessFrom('8/P6k/8/8/8/8/8/7K w - - 0 1', 400)
    expect(chess.legal(state, 0)).to.deep.equal(['a7a8b', 'a7a8n', 'a7a8q', 'a7a8r', 'h1g1', 'h1g2', 'h1h2'])
    expect(playMoves(chess, state, ['a7a8n']).fen).to.equal('N7/7k/8/8/8/8/8/7K b - - 0 1')
  })

  it('writes castling as the king’s move', () => {
    const state = chessFrom('r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1', 400)
    expect(chess.legal(state, 0)).to.include.members(['e1g1', 'e1c1'])
    expect(playMoves(chess, state, ['e1c1', 'e8g8']).fen).to.equal('r4rk1/8/8/8/8/8/8/2KR3R w - - 2 2')
  })

  it('takes en passant at once or never', () => {
    const offered = playMoves(chess, start, ['e2e4', 'a7a6', 'e4e5', 'd7d5'])
    expect(playMoves(chess, offered, ['e5d6']).fen).to.contain('/1pp1pppp/p2P4/8/8/8/')
    expect(chess.legal(playMoves(chess, offered, ['h2h3', 'h7h6']), 0)).not.to.include('e5d6')
  })

  it('shows the position, whether it is check, and the last move', () => {
    const state = playMoves(chess, start, ['e2e4', 'f7f5', 'd1h5'])
    expect(chess.view(state, 1)).to.deep.equal({
      fen: 'rnbqkbnr/ppppp1pp/8/5p1Q/4P3/8/PPPP1PPP/RNB1KBNR b KQkq - 1 2',
      you: 1,
      isCheck: true,
      lastMove: 'd1h5',
      turnsLeft: 397,
      reason: null,
    })
    expect(chess.legal(state, 1)).to.deep.equal(['g7g6'])
  })

  it('throws for a move that is not legal', () => {
    for (const move of ['e2e5', 'e7e5', 'hello', '', 'e4'])
      expect(() => playMoves(chess, start, [move])).to.throw('not legal')
  })
})

function perft(state: ChessState, depth: number): number {
  const moves = chess.toMove(state).length === 0 ? [] : chess.legal(state, 0)
  if (depth === 1) return moves.length
  return moves.reduce((sum: number, move) => sum + perft(playMoves(chess, state, [move]), depth - 1), 0)
}
