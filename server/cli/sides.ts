import * as path from 'node:path'
import type { Config } from '#config'
import { usualBudget } from '#match/budget'
import type { Competitor } from '#match/contract'
import type { Entrant } from '#match/header'
import { randomCompetitor } from '#match/random'
import { digestOfContent, readProgram } from '#domain/competitors'
import { chooseRuntime, hooked, sandboxed } from '#domain/players'
import type { Program } from '#domain/sandbox'
import { systemClock } from '#platform/clock'
import { deriveSigningKey } from '#platform/signing-key'
import type { Runtimes } from '#runtimes'
import { CommandFailure, unlessRefused } from './office.ts'
import { readCode } from './pack-folder.ts'

/** As long as the header of a log lets a name be. */
const nameCharsMax = 200

/** Who was named on the command line to play: code of one's own, a web hook, or the one that plays by chance. */
export type Side = { name: string; digest: string | null } & (
  | { kind: 'code'; program: Program }
  | { kind: 'hook'; url: string; protocol: 'village' | 'battlesnake' }
  | { kind: 'random' }
)

/** Reads what a side was named as: `random`, an address, or a file or folder from where the person stands. */
export async function readSide(given: string, game: string): Promise<Side> {
  if (given === 'random') return { kind: 'random', name: 'random', digest: null }
  if (/^https?:\/\//.test(given)) return readHook(given, game)
  // npm runs scripts in the repository; the code is named from where the person stands.
  const target = path.resolve(process.env.INIT_CWD ?? '.', given)
  const code = await readCode(target)
  const { program } = unlessRefused(await readProgram({ game, activate: true, ...code }))
  return {
    kind: 'code',
    name: path.basename(target).slice(0, nameCharsMax),
    digest: digestOfContent({ kind: 'code', program }),
    program,
  }
}

function readHook(given: string, game: string): Side {
  if (!URL.canParse(given)) throw new CommandFailure(`${given} is no address`)
  const { href: url, host, username } = new URL(given)
  if (username !== '') throw new CommandFailure(`${host}: expected an address without a user name or password`)
  const hook = { url, protocol: game === 'snakes' ? 'battlesnake' : 'village' } as const
  return { kind: 'hook', name: host.slice(0, nameCharsMax), digest: digestOfContent({ kind: 'hook', hook }), ...hook }
}

/** Whether a side can only run in a container. */
export function needsContainer(side: Side): boolean {
  return side.kind === 'code' && side.program.language === 'python'
}

/** A side as the log names it, and what plays for it. Fails if nothing here can run it. */
export function enter(
  side: Side,
  matchId: string,
  number: number,
  runtimes: Runtimes,
  config: Config,
): { entrant: Entrant; competitor: Competitor } {
  const { name, digest } = side
  const { memoryBytesMax, replyBytesMax, turnMsMax } = usualBudget
  switch (side.kind) {
    case 'random':
      return { entrant: { name, digest, runtime: 'house' }, competitor: randomCompetitor(`${matchId} ${number}`) }
    case 'hook': {
      const key = deriveSigningKey({ secret: config.ledgerSigningKey, dataDir: config.dataDir }, 'match logs')
      const match = { id: matchId, replyBytesMax, turnMsMax }
      return {
        entrant: { name, digest, runtime: 'hook' },
        competitor: hooked(side, match, { key, now: systemClock.now }),
      }
    }
    case 'code': {
      const { runtime } = unlessRefused(chooseRuntime(runtimes.all, side.program.language))
      const entrant = { name, digest, runtime: `${runtime.id} (${runtime.version})` }
      return { entrant, competitor: sandboxed(runtime, side.program, { memoryBytesMax, replyBytesMax }) }
    }
  }
}
