import { Chess } from 'chess.js'

/** A position, and what follows from it: what the side to move may do, in the order of the words, and how it stands. */
export type Position = {
  /** Forsyth-Edwards notation; the en passant square only where the capture is legal. */
  fen: string
  moves: readonly string[]
  isCheck: boolean
  isMaterialInsufficient: boolean
}

// chess.js writes every move in algebraic notation before it hands it out, which takes most of the time. These are the
// private methods beneath, of the exact version that package.json names; the perft tests hold them to their meaning.
type Board = Pick<Chess, 'fen' | 'isCheck' | 'isInsufficientMaterial'> & {
  _moves(of?: { square: string }): InnerMove[]
  _makeMove(move: InnerMove): void
}
type InnerMove = { from: number; to: number; promotion?: string }

/** Reads a position of a legal game; it is not checked for being one. */
export function positionOf(fen: string): Position {
  return read(boardOf(fen))
}

/** The position after a move in long algebraic notation (`e2e4`, `e7e8q`), which has to be legal. */
export function play(fen: string, move: string): Position {
  const board = boardOf(fen)
  const inner = board._moves({ square: move.slice(0, 2) }).find((one) => wordOf(one) === move)
  if (inner === undefined) throw new Error(`${move} is not legal in ${fen}`)
  board._makeMove(inner)
  return read(board)
}

function boardOf(fen: string): Board {
  return new Chess(fen, { skipValidation: true }) as unknown as Board
}

function read(board: Board): Position {
  return {
    fen: board.fen(),
    moves: board._moves().map(wordOf).sort(),
    isCheck: board.isCheck(),
    isMaterialInsufficient: board.isInsufficientMaterial(),
  }
}

function wordOf({ from, to, promotion = '' }: InnerMove): string {
  return squareOf(from) + squareOf(to) + promotion
}

// The board within chess.js has rows of sixteen, from a8.
function squareOf(at: number): string {
  return 'abcdefgh'.charAt(at & 15) + String(8 - (at >> 4))
}
