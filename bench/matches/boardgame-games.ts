import type { Game, PlayerID } from 'boardgame.io/dist/types/src/types'

/** Cells in rows from the top left, empty or with who is there, as in the tutorial. */
export type Cells = { cells: (PlayerID | null)[] }

/** A game of boardgame.io, its only move, and what may be given to that. */
export type BoardgameGame = { game: Game<Cells>; move: string; legal(cells: Cells['cells']): number[] }

const columns = 7
const rows = 6
const linesOfThree = ['012', '345', '678', '036', '147', '258', '048', '246'].map((line) => [...line].map(Number))
const linesOfFour = Array.from({ length: columns * rows }, (_, at) => linesFrom(at)).flat()

/** The games as the tutorial writes its own: https://boardgame.io/documentation/#/tutorial. */
export function boardgameGames(invalidMove: 'INVALID_MOVE'): Record<string, BoardgameGame> {
  const ticTacToe: Game<Cells> = {
    ...usual(9, linesOfThree),
    moves: {
      clickCell: ({ G, playerID }, at: number) => {
        if (G.cells[at] !== null) return invalidMove
        G.cells[at] = playerID
      },
    },
  }
  const connectFour: Game<Cells> = {
    ...usual(columns * rows, linesOfFour),
    moves: {
      drop: ({ G, playerID }, column: number) => {
        let at = (rows - 1) * columns + column
        while (at >= 0 && G.cells[at] !== null) at -= columns
        if (at < 0) return invalidMove
        G.cells[at] = playerID
      },
    },
  }
  return {
    'tic-tac-toe': { game: ticTacToe, move: 'clickCell', legal: emptyAmong },
    'connect-four': { game: connectFour, move: 'drop', legal: (cells) => emptyAmong(cells.slice(0, columns)) },
  }
}

function usual(size: number, lines: readonly number[][]): Game<Cells> {
  return {
    setup: () => ({ cells: Array.from({ length: size }, () => null) }),
    turn: { minMoves: 1, maxMoves: 1 },
    endIf: ({ G, ctx }) => {
      if (lines.some((line) => isComplete(G.cells, line))) return { winner: ctx.currentPlayer }
      if (!G.cells.includes(null)) return { draw: true }
    },
  }
}

function isComplete(cells: Cells['cells'], line: readonly number[]): boolean {
  const first = cells[line[0]!]
  return first !== null && line.every((at) => cells[at] === first)
}

function emptyAmong(cells: Cells['cells']): number[] {
  const empty: number[] = []
  for (const [at, cell] of cells.entries()) if (cell === null) empty.push(at)
  return empty
}

function linesFrom(at: number): number[][] {
  const [x, y] = [at % columns, Math.floor(at / columns)]
  const ways = [
    [1, 0],
    [0, 1],
    [1, 1],
    [-1, 1],
  ] as const
  return ways
    .filter(([right, down]) => x + 3 * right >= 0 && x + 3 * right < columns && y + 3 * down < rows)
    .map(([right, down]) => [0, 1, 2, 3].map((step) => at + step * (down * columns + right)))
}
