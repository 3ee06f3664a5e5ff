import { headerOf, type Header } from '#match/header'
import { play, type Played } from '#match/play'
import { signLog, signedText } from '#match/verify'
import { nodeHash } from '#platform/node-hash'
import type { SigningKey } from '#platform/signing-key'
import type { Cast } from './cast.ts'
import { setupOf } from './request.ts'
import type { MatchRow } from './tables.ts'

/** A match that was played: its header, what came of it, and its log with the signature. */
export type Performed = { header: Header; played: Played; log: string }

/** Plays a match with its cast and signs the log. Throws as `play` does; the cast is released in any case. */
export async function perform(match: MatchRow, cast: Cast, key: SigningKey, signal: AbortSignal): Promise<Performed> {
  try {
    const made = headerOf(setupOf({ match, entrants: cast.entrants }), match.secret, nodeHash)
    if (made.status === 'refused') throw new Error(`match ${match.id}: ${made.detail}`)
    const { game, header } = made
    const { secret } = match
    const played = await play({ game, header, secret, competitors: cast.competitors, hash: nodeHash, signal })
    return { header, played, log: signed(played, key) }
  } finally {
    await Promise.all(cast.competitors.map((competitor) => competitor.release()))
  }
}

/** The log of a match with a signature under it. */
export function signed({ log, head }: Played, key: SigningKey): string {
  const signature = key.sign(Buffer.from(signedText(head))).toString('hex')
  return signLog(log, { publicKey: key.publicKey.toString('hex'), signature })
}
