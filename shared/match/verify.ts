import { gameOf } from '#games'
import type { AnyGame, Move } from '#games/game'
import { fromHex } from '#proof/canonical'
import { hasSigned } from '#proof/signature'
import { hashText, type HashText } from './hash.ts'
import { firstLine, partsOf, readLine, type EndRecord, type Entry, type LogParts } from './log.ts'
import { logFormat, type Header } from './header.ts'
import { createReferee, type Deed, type Referee } from './referee.ts'
import { commitmentTo, seedOf, type Seed } from './seed.ts'

/** Where a log does not hold: a part of it, or the number of a turn. */
export type LogFault = 'form' | 'header' | 'commitment' | 'seating' | 'start' | number | 'end' | 'signature' | 'key'

/** Whether a log holds; `publicKey` is whose signature it bears, null if nobody has signed it. */
export type VerifyLogResult =
  | { status: 'valid'; header: Header; end: EndRecord; head: string; publicKey: string | null }
  | { status: 'faulty'; at: LogFault; detail: string }

type Faulty = Extract<VerifyLogResult, { status: 'faulty' }>

/** Characters of the longest log that is looked at. */
export const logCharsMax = 16_000_000

/**
 * Plays a match again from its log alone, writes the log anew and compares: every line must come out the same. A key that
 * comes with the log proves only that nothing was changed since it was signed; give `trusted`, public keys in hexadecimal
 * from elsewhere, to know by whom.
 */
export async function verifyLog(
  text: string,
  { trusted, hash = hashText }: { trusted?: readonly string[] | undefined; hash?: HashText } = {},
): Promise<VerifyLogResult> {
  const replayed = replayLog(text, hash)
  if (replayed.status === 'faulty') return replayed
  const { parts, head } = replayed
  const signed = parts.signature === undefined ? null : readLine.signature(parts.signature)
  if (signed === undefined || (signed !== null && JSON.stringify(signed) !== parts.signature))
    return faulty('signature', 'the last line is no signature')
  if (signed === null)
    return trusted === undefined ? valid(replayed, null) : faulty('signature', 'nobody has signed this log')
  const bytes = new TextEncoder().encode(signedText(head))
  if (!(await hasSigned(fromHex(signed.publicKey), fromHex(signed.signature), bytes)))
    return faulty('signature', 'the signature is not over this log')
  if (trusted?.includes(signed.publicKey) === false) return faulty('key', `${signed.publicKey} is not a trusted key`)
  return valid(replayed, signed.publicKey)
}

/** What a signature of a log is over. */
export function signedText(head: string): string {
  return `${logFormat} ${head}`
}

/** Puts a signature over `signedText` under a log. */
export function signLog(log: string, { publicKey, signature }: { publicKey: string; signature: string }): string {
  return `${log}${JSON.stringify({ publicKey, signature })}\n`
}

type Replayed = { status: 'replayed'; parts: LogParts; header: Header; end: EndRecord; head: string }

/** As `verifyLog`, but without a look at the signature, and at once. */
export function replayLog(text: string, hash: HashText = hashText): Replayed | Faulty {
  if (text.length > logCharsMax) return faulty('form', `expected at most ${logCharsMax} characters`)
  const parts = partsOf(text)
  if (parts === undefined) return faulty('form', 'expected whole lines: a header, a start, turns and an end')
  const opened = open(parts, hash)
  if (opened.status === 'faulty') return opened
  const { header, referee, secret } = opened
  for (const [turn, line] of parts.turns.entries()) {
    const fault = faultOfTurn(referee, line)
    if (fault !== undefined) return faulty(turn, fault)
  }
  if (referee.toMove().length > 0) return faulty('end', 'the log ends before the match does')
  const ending = referee.end(secret)
  if (ending.line !== parts.end) return faulty('end', 'the result is not what the match came to')
  return { status: 'replayed', parts, header, end: ending.record, head: ending.head }
}

type Opened = { status: 'opened'; header: Header; referee: Referee; secret: string }

function open(parts: LogParts, hash: HashText): Opened | Faulty {
  const header = readLine.header(parts.header)
  if (header === undefined || firstLine(header) !== parts.header)
    return faulty('header', `expected a header of the form ${logFormat}`)
  const game = gameOf(header.game)
  if (game === undefined || game.version !== header.gameVersion)
    return faulty('header', `version ${header.gameVersion} of ${JSON.stringify(header.game)} is not known here`)
  const secret = readLine.secret(parts.end)
  if (secret === undefined) return faulty('end', 'expected the result with the secret')
  if (commitmentTo(secret, hash) !== header.commitment)
    return faulty('commitment', 'the secret is not the one that was committed to')
  const seed = seedOf(header.id, secret, hash)
  const fault = faultOfSetting(game, header, seed)
  if (fault !== undefined) return fault
  const referee = createReferee(game, header, seed, hash)
  if (referee.openingLines[1] !== parts.start)
    return faulty('start', 'the header or the first position is not the one that was played')
  return { status: 'opened', header, referee, secret }
}

function faultOfSetting(game: AnyGame, header: Header, seed: Seed): Faulty | undefined {
  const entrants = header.entrants.length
  if (entrants < game.seats.min || entrants > game.seats.max)
    return faulty('header', `${entrants} cannot play ${game.id}`)
  if (!game.options.safeParse(header.options).success) return faulty('header', 'the options are not those of the game')
  const expected = header.seatedBy === 'order' ? [...header.entrants.keys()] : seed.seating(entrants)
  return String(expected) === String(header.seating)
    ? undefined
    : faulty('seating', 'the seats are not those by chance')
}

/** What is wrong with the line of a turn; undefined if it comes out the same when it is played. */
function faultOfTurn(referee: Referee, line: string): string | undefined {
  const entries = readLine.turn(line)
  if (entries === undefined) return 'the line can’t be read'
  const movers = referee.toMove()
  if (movers.length === 0) return 'the match was over before'
  if (String(entries.map(({ seat }) => seat)) !== String(movers)) return `expected the seats ${movers.join(', ')}`
  const deeds: Deed[] = []
  for (const entry of entries) {
    const deed = deedOf(entry, referee.legal(entry.seat))
    if (deed === undefined) return `seat ${entry.seat} may not play ${JSON.stringify(entry.move)}`
    deeds.push(deed)
  }
  return referee.turn(deeds) === line ? undefined : 'played again, it comes to another state, hash or move'
}

function deedOf({ seat, move, fuel, verdict }: Entry, legal: readonly Move[]): Deed | undefined {
  if (verdict !== null) return { seat, fuel, verdict }
  return move !== null && legal.includes(move) ? { seat, fuel, move } : undefined
}

function valid({ header, end, head }: Replayed, publicKey: string | null): VerifyLogResult {
  return { status: 'valid', header, end, head, publicKey }
}

function faulty(at: LogFault, detail: string): Faulty {
  return { status: 'faulty', at, detail }
}
