import { randomCompetitor } from '#match/random'
import { replayLog } from '#match/verify'
import { signed } from '#domain/matches'
import { nodeHash } from '#platform/node-hash'
import { deriveSigningKey } from '#platform/signing-key'
import { bareLoop } from './bare.ts'
import { boardgameSubjects } from './boardgame.ts'
import { loadByTurns, ownCpuMs, type Reading, type Subject } from './load.ts'
import { gamesPlayed, playMatch } from './match.ts'
import type { Options } from './options.ts'

/** The village as its budget has it. */
export const plainVillage = 'the village: log and hashes'

/** The first tier: everything in this process, in one thread. */
export type TrustedResults = { playing: Reading[]; verifying: Reading[] }

const keySecret = Buffer.alloc(32, 1).toString('base64')
const logsKept = 200
const comparedMatches = 50

/** Plays and verifies in process, beside the bare loop and boardgame.io. */
export async function measureTrusted({ seconds, rounds }: Options): Promise<TrustedResults> {
  const options = { seconds, rounds, cpuMs: ownCpuMs }
  const playing: Reading[] = []
  const verifying: Reading[] = []
  for (const game of gamesPlayed) {
    const others = [bareLoop(game), ...boardgameSubjects(game)]
    await compare(others)
    playing.push(...(await loadByTurns([village(game), signedVillage(game), ...others], options)))
    verifying.push(...(await loadByTurns([await verification(game)], options)))
  }
  return { playing, verifying }
}

/** Throws unless all come to the same number of turns by the same choices: they would not be the same game. */
async function compare(subjects: readonly Subject[]): Promise<void> {
  for (let match = 0; match < comparedMatches; match++) {
    const turns = await Promise.all(subjects.map(async (subject) => subject.play(match)))
    if (new Set(turns).size > 1) throw new Error(`match ${match} has ${turns.join(', ')} turns`)
  }
}

function village(game: string): Subject {
  return {
    what: plainVillage,
    game,
    play: async (match, onTurn) => (await playTrusted(game, match, onTurn)).end.turns,
  }
}

function signedVillage(game: string): Subject {
  const key = deriveSigningKey({ secret: keySecret, dataDir: '' }, 'match logs')
  return {
    what: 'the village: the same, signed',
    game,
    play: async (match, onTurn) => {
      const played = await playTrusted(game, match, onTurn)
      signed(played, key)
      return played.end.turns
    },
  }
}

async function verification(game: string): Promise<Subject> {
  const logs: string[] = []
  for (let match = 0; match < logsKept; match++) logs.push((await playTrusted(game, match)).log)
  return { what: 'verify: the log played again', game, play: (match) => verify(logs[match % logsKept]!) }
}

function verify(log: string): number {
  const replayed = replayLog(log, nodeHash)
  if (replayed.status === 'faulty') throw new Error(replayed.detail)
  return replayed.end.turns
}

function playTrusted(game: string, match: number, onTurn?: () => void) {
  const competitors = (id: string) => [randomCompetitor(`${id} 0`, nodeHash), randomCompetitor(`${id} 1`, nodeHash)]
  return playMatch(game, match, { runtime: 'house', competitors, onTurn })
}
