import { createRequire } from 'node:module'
import type * as boardgameClient from 'boardgame.io/dist/types/packages/client'
import type * as boardgameCore from 'boardgame.io/dist/types/packages/core'
import type * as boardgameInternal from 'boardgame.io/dist/types/packages/internal'
import { chanceOf } from './bare.ts'
import { boardgameGames, type BoardgameGame, type Cells } from './boardgame-games.ts'
import type { Subject } from './load.ts'

type Packages = {
  client: typeof boardgameClient
  core: typeof boardgameCore
  internal: typeof boardgameInternal
}
type View = { G: Cells; ctx: { currentPlayer: string; gameover?: unknown } }

/**
 * boardgame.io as its users have it, and its reducer alone. Its packages are folders, which only `require` finds; they and
 * what they use ask once whether they are in production.
 */
export function boardgameSubjects(gameId: string): Subject[] {
  process.env.NODE_ENV = 'production'
  const require = createRequire(import.meta.url)
  const packages: Packages = {
    client: require('boardgame.io/client'),
    core: require('boardgame.io/core'),
    internal: require('boardgame.io/internal'),
  }
  const game = boardgameGames(packages.core.INVALID_MOVE)[gameId]!
  return [
    {
      what: 'boardgame.io, local headless Client',
      game: gameId,
      play: playerWith(game, () => clientOf(packages, game)),
    },
    { what: 'boardgame.io, its reducer alone', game: gameId, play: playerWith(game, () => reducerOf(packages, game)) },
  ]
}

/** A match of boardgame.io under way. */
type Table = { view(): View; move(given: number): void; end(): void }

function playerWith({ legal }: BoardgameGame, open: () => Table): Subject['play'] {
  return (match, onTurn) => {
    const chances = [chanceOf(match, 0), chanceOf(match, 1)]
    const table = open()
    for (let turn = 0; ; turn++) {
      const { G, ctx } = table.view()
      if (ctx.gameover !== undefined) {
        table.end()
        return turn
      }
      const moves = legal(G.cells)
      table.move(moves[chances[Number(ctx.currentPlayer)]!.below(moves.length)]!)
      onTurn?.()
    }
  }
}

function clientOf({ client: { Client } }: Packages, { game, move }: BoardgameGame): Table {
  const client = Client({ game, numPlayers: 2, debug: false })
  client.start()
  return { view: () => client.getState()!, move: (given) => client.moves[move]!(given), end: () => client.stop() }
}

function reducerOf({ internal }: Packages, { game, move }: BoardgameGame): Table {
  const reduce = reducerFor(internal, game)
  let state = internal.InitializeGame({ game, numPlayers: 2 })
  return {
    view: () => state,
    move: (given) => {
      const payload = { type: move, args: [given], playerID: state.ctx.currentPlayer, credentials: undefined as never }
      state = reduce(state, { type: 'MAKE_MOVE', payload }) as typeof state
    },
    end: () => {},
  }
}

const reducers = new WeakMap<object, ReturnType<Packages['internal']['CreateGameReducer']>>()

// Made once for a game, as a server of boardgame.io could.
function reducerFor({ CreateGameReducer }: Packages['internal'], game: BoardgameGame['game']) {
  const reducer = reducers.get(game) ?? CreateGameReducer({ game })
  reducers.set(game, reducer)
  return reducer
}
