import { battlesnakeAnswer, battlesnakeRequest, type BattlesnakeMatch } from '#games/snakes/battlesnake'
import type { SnakesState } from '#games/snakes/state'
import type { Seat } from '#games/game'
import type { Competitor, GameConfig, Reply } from '#match/contract'
import { exchange } from './exchange.ts'
import type { HookMatch } from './hook.ts'
import { postToHook, type HookCaller } from './post.ts'

type SnakesView = {
  turn: number
  turnsMax: number
  board: { width: number; height: number; food: Point[]; snakes: SnakeView[] }
}
type SnakeView = { seat: Seat; health: number; body: Point[] }
type Point = { x: number; y: number }

const plain = { color: '#888888', head: 'default', tail: 'default' }

/**
 * The server of a snake, asked as the Battlesnake API says: `/start`, `/move` each turn, `/end`. What it answers to the
 * first and the last is of no interest there, nor here.
 */
export function createBattlesnake(
  url: string,
  { id, replyBytesMax, turnMsMax }: HookMatch,
  caller: HookCaller,
): Competitor {
  let config: GameConfig | undefined
  let hasStarted = false
  let latencyMs = 0
  let shout = ''
  let last: SnakesState | undefined
  return {
    isMetered: false,
    init: (given) => {
      config = given
      return nothing // there is no board yet: /start goes out with the first one
    },
    act: async ({ board }, { msMax }) => {
      last = stateOf(board as unknown as SnakesView, config!.seats)
      if (!hasStarted) await post('/start', msMax)
      hasStarted = true
      const reply = await post('/move', msMax)
      latencyMs = reply.status === 'fault' ? turnMsMax : reply.ms
      return moveIn(reply)
    },
    onResult: (_, { msMax }) => (last === undefined ? nothing : post('/end', msMax)),
    isReady: () => config !== undefined,
    release: () => Promise.resolve(),
  }

  function moveIn(reply: Reply): Reply {
    if (reply.status === 'fault') return reply
    const answer = battlesnakeAnswer(reply.value)
    shout = answer?.shout ?? ''
    return { ...reply, value: answer?.move }
  }

  function post(path: string, msMax: number): Promise<Reply> {
    const body = battlesnakeRequest(last!, config!.seat, matchOf()) as object
    return exchange(msMax, (signal) => postToHook(caller, { url: below(url, path), body, replyBytesMax, signal }))
  }

  function matchOf(): BattlesnakeMatch {
    const profiles = Array.from({ length: config!.seats }, (_, seat) => ({
      id: `${id}-${seat}`,
      name: `Seat ${seat}`,
      latencyMs: seat === config!.seat ? latencyMs : 0,
      shout: seat === config!.seat ? shout : '',
      customizations: plain,
    }))
    return { id, timeoutMs: turnMsMax, profiles }
  }
}

// What is asked for stands at the end of the path, before a query.
function below(url: string, path: string): string {
  const address = new URL(url)
  address.pathname = address.pathname.replace(/\/$/, '') + path
  return address.href
}

const nothing: Reply = { status: 'returned', value: null, fuel: null, ms: 0 }

// Who is out has left the board, and with it what a seat sees.
function stateOf({ turn, turnsMax, board }: SnakesView, seats: number): SnakesState {
  const { width, height, food, snakes } = board
  const bySeat = Array.from({ length: seats }, (_, seat) => snakes.find((snake) => snake.seat === seat))
  return {
    width,
    height,
    turn,
    turnsMax,
    food,
    snakes: bySeat.map((snake) =>
      snake === undefined
        ? { body: [{ x: 0, y: 0 }], health: 0, out: { turn, cause: 'wall-collision' as const } }
        : { body: snake.body, health: snake.health, out: null },
    ),
  }
}
