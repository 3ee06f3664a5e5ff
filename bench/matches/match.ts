import { budgetFor } from '#match/budget'
import type { Competitor } from '#match/contract'
import { headerOf, type MatchSetup } from '#match/header'
import { play, type Played } from '#match/play'
import { usualFaultRules } from '#match/verdict'
import { nodeHash } from '#platform/node-hash'

/** The games that are measured. */
export const gamesPlayed = ['connect-four', 'tic-tac-toe'] as const

/** A turn may take so long: a machine that is busy with something else must not make anybody err. */
export const turnMsMax = 10_000

/** The budget of every match. */
export const budget = budgetFor(turnMsMax)

export type Casting = {
  runtime: string
  /** Those who play in the match with this id, in the order of the entrants. */
  competitors(id: string): Competitor[]
  onTurn?: (() => void) | undefined
}

/**
 * Plays the match with a number as the worker of the server does, without the database and the signature. Throws if
 * somebody erred: moves that the engine made in place of a competitor would count as its own.
 */
export async function playMatch(
  game: string,
  number: number,
  { runtime, competitors, onTurn }: Casting,
): Promise<Played> {
  const id = `bench-${number}`
  const secret = nodeHash(id)
  const made = headerOf(setupOf(id, game, runtime), secret, nodeHash)
  if (made.status === 'refused') throw new Error(made.detail)
  const onLine = onTurn === undefined ? undefined : (line: string) => void (isTurn(line) && onTurn())
  const played = await play({ ...made, secret, competitors: competitors(id), hash: nodeHash, onLine })
  const [fault] = played.faults
  if (fault !== undefined)
    throw new Error(`${runtime}, ${game}: ${fault.verdict} at turn ${fault.turn}: ${fault.detail}`)
  return played
}

function setupOf(id: string, game: string, runtime: string): MatchSetup {
  return {
    id,
    game,
    mode: 'exhibition',
    faultRules: usualFaultRules.exhibition,
    budget,
    suddenDeathMax: 0,
    entrants: ['one', 'two'].map((name) => ({ name, digest: null, runtime })),
    seatedBy: 'seed',
  }
}

// Turns are the lines that begin with a number in a list.
function isTurn(line: string): boolean {
  return line.startsWith('[') && line[1] !== '"'
}
