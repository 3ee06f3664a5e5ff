// An agent that competes. It is asked for one action a turn, and sees nothing but what it is told.

/** Called once before the first turn, with { game, gameVersion, seat, seats, options, budget }. */
function init(config) {
  game = config.game
}
let game = ''

/** Called at each of its turns; the answer is one of `validActions`. */
function act({ board, validActions }) {
  if (game === 'connect-four') return chooseColumn(board.rows, String(board.you), validActions)
  return validActions[Math.floor(validActions.length / 2)]
}

/** Called once the match is over, with { seat, scores, outcome, withdrawn }. */
function onResult(_result) {}

/** Wins if it can, blocks if it must, and stays near the centre else. */
function chooseColumn(rows, me, columns) {
  const other = me === '0' ? '1' : '0'
  const nearCentre = columns.toSorted((a, b) => Math.abs(a - 3) - Math.abs(b - 3))
  const wins = (disc) => nearCentre.find((column) => makesFour(rows, column, disc))
  return wins(me) ?? wins(other) ?? nearCentre[0]
}

/** Whether a disc that is dropped into a column would be the fourth in a line. */
function makesFour(rows, column, disc) {
  const row = rows.findLastIndex((line) => line[column] === '.')
  const directions = [
    [0, 1],
    [1, 0],
    [1, 1],
    [1, -1],
  ]
  return directions.some(([down, right]) => run(down, right) + run(-down, -right) >= 3)

  function run(down, right) {
    let length = 0
    while (rows[row + down * (length + 1)]?.[column + right * (length + 1)] === disc) length += 1
    return length
  }
}

export default { init, act, onResult }
