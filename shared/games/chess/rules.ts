import { z } from 'zod'
import type { Game, Seat } from '#games/game'
import { outcomeWithout, pointsOf, type Outcome } from '#games/outcome'
import { play, positionOf, type Position } from './position.ts'

const options = z.strictObject({
  /** Moves of both sides together (plies), after which the match is a draw. */
  turnsMax: z.int().min(2).max(1_000).default(400),
})
export type ChessOptions = z.infer<typeof options>

type Reason = 'checkmate' | 'stalemate' | 'material' | 'repetition' | 'fifty-moves' | 'turns' | 'withdrawal'

/** White is seat 0. `earlier` holds the positions since the last capture or pawn's move, the oldest first. */
export type ChessState = Position & {
  earlier: readonly string[]
  lastMove: string | null
  turnsLeft: number
  outcome: Outcome
  reason: Reason | null
}

const startFen = 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1'
const clockField = 4

/** Chess by the laws of FIDE; the draws that a player could claim there (threefold, fifty moves) come by themselves. */
export const chess: Game<ChessState, ChessOptions> = {
  id: 'chess',
  version: 1,
  name: 'Chess',
  summary: 'Two armies of sixteen on sixty-four squares; who attacks the king so that nothing helps wins.',
  seats: { min: 2, max: 2 },
  isSimultaneous: false,
  options,
  turnsMax: ({ turnsMax }) => turnsMax,
  scoring:
    '1 for checkmate, 0 for the other; half a point each for stalemate, a position that comes for the third time, fifty ' +
    'moves of both without a capture or a pawn’s move, too little material to mate, or when the turns run out',
  efficiency: ['faults', 'fuel'],
  start: ({ options }) => chessFrom(startFen, options.turnsMax),
  toMove: ({ outcome, fen }) => (outcome === 'playing' ? [seatOf(fen)] : []),
  legal: ({ moves }) => moves,
  step: (state, moves) => move(state, moves[seatOf(state.fen)] as string),
  withdraw: (state, seat) => ({ ...state, outcome: outcomeWithout(state.outcome, seat), reason: 'withdrawal' }),
  scores: ({ outcome }) => pointsOf(outcome),
  view: ({ fen, isCheck, lastMove, turnsLeft, reason }, you) => ({ fen, you, isCheck, lastMove, turnsLeft, reason }),
  encode: ({ fen, earlier, lastMove, turnsLeft, outcome, reason }) =>
    [fen, lastMove, turnsLeft, outcome, reason, ...earlier].join('|'),
}

/** A match that begins in another position than the usual one. */
export function chessFrom(fen: string, turnsMax: number): ChessState {
  const position = positionOf(fen)
  return end({ ...position, earlier: [], lastMove: null, turnsLeft: turnsMax, outcome: 'playing', reason: null })
}

function move(state: ChessState, word: string): ChessState {
  const position = play(state.fen, word)
  const isIrreversible = position.fen.split(' ')[clockField] === '0'
  const earlier = isIrreversible ? [] : [...state.earlier, placementOf(state.fen)]
  const turnsLeft = state.turnsLeft - 1
  return end({ ...position, earlier, lastMove: word, turnsLeft, outcome: 'playing', reason: null })
}

function end(state: ChessState): ChessState {
  const reason = reasonToEnd(state)
  if (reason === null) return state
  return { ...state, reason, outcome: reason === 'checkmate' ? 1 - seatOf(state.fen) : 'draw', moves: [] }
}

// In this order: a mate with the hundredth move counts.
function reasonToEnd(state: ChessState): Reason | null {
  if (state.moves.length === 0) return state.isCheck ? 'checkmate' : 'stalemate'
  if (state.isMaterialInsufficient) return 'material'
  if (isThirdTime(state)) return 'repetition'
  if (Number(state.fen.split(' ')[clockField]) >= 100) return 'fifty-moves'
  return state.turnsLeft === 0 ? 'turns' : null
}

function isThirdTime({ fen, earlier }: ChessState): boolean {
  const now = placementOf(fen)
  return earlier.filter((placement) => placement === now).length >= 2
}

/** What has to be the same for two positions to be (FIDE 9.2): pieces, side to move, castling, en passant. */
function placementOf(fen: string): string {
  return fen.split(' ').slice(0, clockField).join(' ')
}

function seatOf(fen: string): Seat {
  return fen.includes(' w ') ? 0 : 1
}
