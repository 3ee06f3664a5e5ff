import type { Game, Seat } from '#games/game'
import { noOptions, type NoOptions } from '#games/no-options'
import { outcomeWithout, pointsOf, type Outcome } from '#games/outcome'

/** Nine cells, row by row from the top left: `.` is empty, `0` and `1` are the seats. */
export type TicTacToeState = { cells: string; turns: number; outcome: Outcome }

const lines = ['012', '345', '678', '036', '147', '258', '048', '246'].map((line) => [...line].map(Number))
const everyCell = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const bothTurns: readonly (readonly Seat[])[] = [[0], [1]]

/** Three in a row on three by three. */
export const ticTacToe: Game<TicTacToeState, NoOptions> = {
  id: 'tic-tac-toe',
  version: 1,
  name: 'Tic-tac-toe',
  summary: 'Set your mark by turns on three by three cells; three in a line win.',
  seats: { min: 2, max: 2 },
  isSimultaneous: false,
  options: noOptions,
  turnsMax: () => 9,
  scoring: '1 for three in a line, 0 for the other; half a point each if the board is full',
  efficiency: ['faults', 'fuel'],
  start: () => ({ cells: '.........', turns: 0, outcome: 'playing' }),
  toMove: ({ outcome, turns }) => (outcome === 'playing' ? bothTurns[turns % 2]! : []),
  legal: ({ cells }) => everyCell.filter((at) => cells[at] === '.'),
  step: (state, moves) => place(state, moves[state.turns % 2] as number),
  withdraw: (state, seat) => ({ ...state, outcome: outcomeWithout(state.outcome, seat) }),
  scores: ({ outcome }) => pointsOf(outcome),
  view: ({ cells }, seat) => ({ cells, you: seat }),
  encode: ({ cells, outcome }) => `${cells} ${outcome}`,
}

function place({ cells, turns }: TicTacToeState, at: number): TicTacToeState {
  const seat = turns % 2
  const placed = `${cells.slice(0, at)}${seat}${cells.slice(at + 1)}`
  const isWon = lines.some((line) => line.every((cell) => placed[cell] === String(seat)))
  return { cells: placed, turns: turns + 1, outcome: isWon ? seat : turns === 8 ? 'draw' : 'playing' }
}
