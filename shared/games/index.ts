import { chess } from './chess/index.ts'
import { connectFour } from './connect-four/index.ts'
import { anyGame, type AnyGame } from './game.ts'
import { holdem } from './holdem/index.ts'
import { snakes } from './snakes/index.ts'
import { ticTacToe } from './tic-tac-toe/index.ts'

/** Every game that can be played, in the order in which they are shown. Adding one is a folder, and a line here. */
export const games: readonly AnyGame[] = [
  anyGame(ticTacToe),
  anyGame(connectFour),
  anyGame(chess),
  anyGame(holdem),
  anyGame(snakes),
]

/** The game with this id, if there is one. */
export function gameOf(id: string): AnyGame | undefined {
  return games.find((game) => game.id === id)
}
