import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { hooked } from '#domain/players'
import { systemClock } from '#platform/clock'
import { deriveSigningKey } from '#platform/signing-key'
import { createChance, pick, type Chance } from '#villagers/chance'
import type { GameConfig, GameState } from '#match/contract'
import type { Subject } from './load.ts'
import { budget, playMatch } from './match.ts'

type Call = { matchId: string } & (
  | { call: 'init'; argument: GameConfig }
  | { call: 'act'; argument: GameState }
  | { call: 'onResult'; argument: object }
)

/** Two web hooks on loopback that play by chance. */
export type Hooks = { subject(game: string): Subject; close(): void }

const key = deriveSigningKey({ secret: Buffer.alloc(32, 1).toString('base64'), dataDir: '' }, 'match logs')

export async function openHooks(): Promise<Hooks> {
  const hooks = await Promise.all([openHook(), openHook()])
  return { subject, close: () => hooks.forEach((hook) => hook.close()) }

  function subject(game: string): Subject {
    return { what: 'two web hooks on loopback', game, play: (match, onTurn) => play(game, match, onTurn) }
  }

  async function play(game: string, match: number, onTurn?: () => void): Promise<number> {
    const { replyBytesMax, turnMsMax } = budget
    const caller = { key, now: systemClock.now }
    const competitors = (id: string) =>
      hooks.map(({ url }) => hooked({ protocol: 'village', url }, { id, replyBytesMax, turnMsMax }, caller))
    return (await playMatch(game, match, { runtime: 'hook', competitors, onTurn })).end.turns
  }
}

async function openHook(): Promise<{ url: string; close(): void }> {
  const chances = new Map<string, Chance>()
  const server = createServer((request, response) => {
    void answerTo(chances, request).then((answer) => {
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify(answer))
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close }

  function close(): void {
    server.close()
    server.closeAllConnections()
  }
}

async function answerTo(chances: Map<string, Chance>, request: IncomingMessage): Promise<object> {
  const { matchId, call, argument } = (await json(request)) as Call
  if (call === 'init') chances.set(matchId, createChance(String(argument.seed)))
  if (call === 'onResult') chances.delete(matchId)
  return call === 'act' ? { move: pick(chances.get(matchId)!, argument.validActions) } : {}
}
