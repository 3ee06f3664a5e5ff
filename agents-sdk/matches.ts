import type { GameConfig, GameState, MatchCall, MatchReply, MatchResult, Move } from '#messages/play'

/** One side of a match: `act` answers with one of `state.validActions`. */
export type Player = {
  init?(config: GameConfig): Promise<void> | void
  act(state: GameState): Promise<Move> | Move
  onResult?(result: MatchResult): Promise<void> | void
}

/** Makes a player for a match that begins. */
export type PlayerMaker = (config: GameConfig) => Player

const matchesMax = 64
/** Longer than any move. */
const moveCharsMax = 200

/** Answers what the village asks of an agent that plays; each match has a player of its own. */
export function createMatches(reply: (answer: MatchReply) => void) {
  const players = new Map<string, Player>()
  let make: PlayerMaker | undefined
  return { compete, onCall }

  function compete(maker: PlayerMaker): () => void {
    make = maker
    return () => {
      if (make === maker) make = undefined
    }
  }

  function onCall(call: MatchCall): void {
    valueOf(call).then(
      (value) => reply({ ask: call.ask, ...(value === undefined ? {} : { value }) }),
      (error: unknown) => reply({ ask: call.ask, error: describe(error) }),
    )
  }

  async function valueOf(asked: MatchCall): Promise<{ move: Move | null } | undefined> {
    if (asked.call === 'init') {
      await begin(asked.matchId, asked.argument)
      return undefined
    }
    const player = players.get(asked.matchId)
    if (player === undefined) throw new Error('this agent does not know the match')
    if (asked.call === 'act') return { move: sendable(await player.act(asked.argument)) }
    players.delete(asked.matchId)
    await player.onResult?.(asked.argument)
  }

  async function begin(matchId: string, config: GameConfig): Promise<void> {
    if (make === undefined) throw new Error('this agent does not compete')
    const player = make(config)
    players.delete(matchId)
    if (players.size >= matchesMax) players.delete(players.keys().next().value!)
    players.set(matchId, player)
    await player.init?.(config)
  }
}

// What is no move is told as such, and at once; a connection ends at a message that is too long.
function sendable(move: unknown): Move | null {
  if (typeof move === 'string') return move.slice(0, moveCharsMax)
  return typeof move === 'number' && Number.isFinite(move) ? move : null
}

function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1_000)
}
