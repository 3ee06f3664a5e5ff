import type { Game, Move, Seat } from '#games/game'
import { noOptions, type NoOptions } from '#games/no-options'
import { outcomeWithout, pointsOf, type Outcome } from '#games/outcome'

/** 42 cells, row by row from the bottom left: `.` is empty, `0` and `1` are the seats. */
export type ConnectFourState = { cells: string; turns: number; outcome: Outcome }

const columns = 7
const rows = 6
const empty = '.'.charCodeAt(0)
const bothTurns: readonly (readonly Seat[])[] = [[0], [1]]
const nobody: readonly Seat[] = []
const topRow = (rows - 1) * columns
// Along a row, along a column, and the two diagonals.
const directions = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const

/** Four in a row on seven columns of six. */
export const connectFour: Game<ConnectFourState, NoOptions> = {
  id: 'connect-four',
  version: 1,
  name: 'Connect Four',
  summary: 'Drop a disc into one of seven columns by turns; four in a line, in any direction, win.',
  seats: { min: 2, max: 2 },
  isSimultaneous: false,
  options: noOptions,
  turnsMax: () => columns * rows,
  scoring: '1 for four in a line, 0 for the other; half a point each if the board is full',
  efficiency: ['faults', 'fuel'],
  start: () => ({ cells: '.'.repeat(columns * rows), turns: 0, outcome: 'playing' }),
  toMove: ({ outcome, turns }) => (outcome === 'playing' ? bothTurns[turns % 2]! : nobody),
  legal: ({ cells }) => openColumns(cells),
  step: (state, moves) => drop(state, moves[state.turns % 2] as number),
  withdraw: (state, seat) => ({ ...state, outcome: outcomeWithout(state.outcome, seat) }),
  scores: ({ outcome }) => pointsOf(outcome),
  view: ({ cells }, seat) => ({ rows: rowsFromTop(cells), you: seat }),
  encode: ({ cells, outcome }) => (outcome === 'playing' ? cells : `${cells} ${outcome}`),
}

function openColumns(cells: string): Move[] {
  const open: Move[] = []
  for (let column = 0; column < columns; column++) if (cells.charCodeAt(topRow + column) === empty) open.push(column)
  return open
}

function drop({ cells, turns }: ConnectFourState, column: number): ConnectFourState {
  let at = column
  while (at <= topRow + column && cells.charCodeAt(at) !== empty) at += columns
  if (!(column < columns && at < cells.length)) throw new Error(`column ${column} is not open`)
  const seat = turns % 2
  const dropped = `${cells.slice(0, at)}${seat}${cells.slice(at + 1)}`
  const outcome = isFour(dropped, at) ? seat : turns === columns * rows - 1 ? 'draw' : 'playing'
  return { cells: dropped, turns: turns + 1, outcome }
}

function isFour(cells: string, at: number): boolean {
  const column = at % columns
  const row = (at - column) / columns
  for (const [right, up] of directions) {
    const length = 1 + run(cells, column, row, right, up) + run(cells, column, row, -right, -up)
    if (length >= 4) return true
  }
  return false
}

/** How many discs of the same seat follow in a direction. */
function run(cells: string, column: number, row: number, right: number, up: number): number {
  const disc = cells.charCodeAt(row * columns + column)
  let length = 0
  for (let x = column + right, y = row + up; isOnBoard(x, y); x += right, y += up) {
    if (cells.charCodeAt(y * columns + x) !== disc) break
    length += 1
  }
  return length
}

function isOnBoard(column: number, row: number): boolean {
  return column >= 0 && column < columns && row >= 0 && row < rows
}

function rowsFromTop(cells: string): string[] {
  const lines: string[] = []
  for (let at = topRow; at >= 0; at -= columns) lines.push(cells.slice(at, at + columns))
  return lines
}
