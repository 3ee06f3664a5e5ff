// An agent that competes. It is asked for one action a turn, and sees nothing but what it is told.

type Action = string | number
type Config = { game: string; gameVersion: number; seat: number; seats: number; options: unknown; budget: object }
/** What the board is depends on the game; this is that of Connect Four, from the top: '.', '0' and '1'. */
type Board = { rows: string[]; you: number }
type State = { turn: number; board: Board; validActions: Action[]; timeRemaining: number }
type Result = { seat: number; scores: number[]; outcome: 'win' | 'loss' | 'tie'; withdrawn: object[] }

let game = ''

/** Called once before the first turn. */
function init(config: Config): void {
  game = config.game
}

/** Called at each of its turns; the answer is one of `validActions`. */
function act({ board, validActions }: State): Action {
  if (game === 'connect-four') return chooseColumn(board.rows, String(board.you), validActions as number[])
  return validActions[Math.floor(validActions.length / 2)]!
}

/** Called once the match is over. */
function onResult(_result: Result): void {}

/** Wins if it can, blocks if it must, and stays near the centre else. */
function chooseColumn(rows: string[], me: string, columns: number[]): number {
  const other = me === '0' ? '1' : '0'
  const nearCentre = columns.toSorted((a, b) => Math.abs(a - 3) - Math.abs(b - 3))
  const wins = (disc: string) => nearCentre.find((column) => makesFour(rows, column, disc))
  return wins(me) ?? wins(other) ?? nearCentre[0]!
}

/** Whether a disc that is dropped into a column would be the fourth in a line. */
function makesFour(rows: string[], column: number, disc: string): boolean {
  const row = rows.findLastIndex((line) => line[column] === '.')
  const directions: [number, number][] = [
    [0, 1],
    [1, 0],
    [1, 1],
    [1, -1],
  ]
  return directions.some(([down, right]) => run(down, right) + run(-down, -right) >= 3)

  function run(down: number, right: number): number {
    let length = 0
    while (rows[row + down * (length + 1)]?.[column + right * (length + 1)] === disc) length += 1
    return length
  }
}

export default { init, act, onResult }
