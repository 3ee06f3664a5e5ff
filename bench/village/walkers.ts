import { performance } from 'node:perf_hooks'
import { createChance } from '#villagers/chance'
import { walkTilesPerSecond } from '#world/walk'
import { answerAsks } from './asks.ts'
import { codeOf, codes, joinRoom } from './colyseus-client.ts'
import { cpuWindow } from './cpu.ts'
import type { Frame } from './frames.ts'
import { inBatches } from './in-batches.ts'
import { dataPrefix, moveFrame } from './move-frame.ts'
import type { BenchSocket } from './socket.ts'
import { createStroll, readTown, type Target } from './stroll.ts'
import { round, summaryOf, type Summary } from './summary.ts'

export type WalkerOptions = { url: string; tokens: string[]; batch: number }

/** What the agents of one process did in the window. */
export type WalkerReading = {
  connected: number
  lost: number
  walksPerSecond: number
  refusalsPerSecond: number
  /** Length of the walks that ended in the window. */
  walkTiles: Summary
  /** From asking for a walk to the village's answer. */
  answerMs: Summary
  bytesPerSecond: Summary
  cpuPercent: number
}

/** An agent that always walks: on arrival, or a moment after a refusal, it asks for the next destination. */
type Walker = { socket: BenchSocket; at: Target['tile']; asked: Target; askedAt: number; asks: number; leftAt: number }

const askAgainMs = 100
const map = readTown()
const nextTarget = createStroll(map, createChance('walkers'))
const arrived = dataPrefix('arrived')
const welcome = dataPrefix('welcome')
const walkers: Walker[] = []
const bytesBefore = new Map<Walker, number>()
const cpu = cpuWindow()
let counted = { walks: 0, refusals: 0, walkTiles: [] as number[], answerMs: [] as number[] }
let startedAt = 0

const asks = {
  start: async ({ url, tokens, batch }: WalkerOptions): Promise<void> => {
    await inBatches(tokens.length, batch, (at) => enter(url, tokens[at]!))
  },
  begin: (): void => {
    for (const walker of walkers) bytesBefore.set(walker, walker.socket.bytesRead())
    counted = { walks: 0, refusals: 0, walkTiles: [], answerMs: [] }
    startedAt = performance.now()
    cpu.begin()
  },
  end: (): WalkerReading => {
    const seconds = (performance.now() - startedAt) / 1000
    return {
      connected: walkers.length,
      lost: walkers.filter(({ socket }) => !socket.isOpen()).length,
      walksPerSecond: round(counted.walks / seconds),
      refusalsPerSecond: round(counted.refusals / seconds),
      walkTiles: summaryOf(counted.walkTiles),
      answerMs: summaryOf(counted.answerMs),
      bytesPerSecond: summaryOf(walkers.map((one) => (one.socket.bytesRead() - bytesBefore.get(one)!) / seconds)),
      cpuPercent: round(cpu.end().cpuPercent),
    }
  },
  stop: (): void => {
    for (const { socket } of walkers) socket.close()
  },
}
export type Walkers = typeof asks
answerAsks(asks)

async function enter(url: string, token: string): Promise<void> {
  const walker: Walker = {
    socket: undefined as never,
    at: map.spawn,
    asked: { tile: map.spawn },
    askedAt: 0,
    asks: 0,
    leftAt: 0,
  }
  walker.socket = await joinRoom(url, 'village', { token }, (frame, socket) => {
    walker.socket = socket
    hear(walker, frame)
  })
  walkers.push(walker)
}

function hear(walker: Walker, frame: Frame): void {
  const code = codeOf(frame)
  if (code === codes.response) return hearAnswer(walker, frame)
  if (code !== codes.data) return
  if (startsWith(frame, welcome)) ask(walker)
  else if (startsWith(frame, arrived)) hearArrived(walker)
}

function ask(walker: Walker): void {
  walker.asked = nextTarget(walker.at)
  walker.askedAt = performance.now()
  walker.socket.send(moveFrame(++walker.asks, walker.asked))
}

function hearAnswer(walker: Walker, { prefix }: Frame): void {
  counted.answerMs.push(performance.now() - walker.askedAt)
  if (prefix.includes('refused')) {
    counted.refusals += 1
    return void setTimeout(() => ask(walker), askAgainMs)
  }
  counted.walks += 1
  walker.leftAt = performance.now()
}

function hearArrived(walker: Walker): void {
  counted.walkTiles.push(((performance.now() - walker.leftAt) / 1000) * walkTilesPerSecond)
  walker.at = walker.asked.tile
  ask(walker)
}

function startsWith({ prefix }: Frame, start: Buffer): boolean {
  return prefix.subarray(0, start.length).equals(start)
}
