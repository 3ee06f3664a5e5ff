import { performance } from 'node:perf_hooks'
import { answerAsks } from './asks.ts'
import { codeOf, codes, joinRoom } from './colyseus-client.ts'
import { cpuWindow } from './cpu.ts'
import type { Frame } from './frames.ts'
import { inBatches } from './in-batches.ts'
import { openSocket, type BenchSocket } from './socket.ts'
import { round, summaryOf, type Summary } from './summary.ts'

/** Where the spectators go: a room of Colyseus, or the default namespace of Socket.IO. */
export type SpectatorOptions = { url: string; via: { room: string } | 'socket.io'; count: number; batch: number }

/** What the spectators of one process received in the window; bytes are those that their sockets read. */
export type SpectatorReading = {
  connected: number
  lost: number
  bytesPerSecond: Summary
  updatesPerSecond: Summary
  updateBytes: Summary
  cpuPercent: number
}

type Spectator = { socket: BenchSocket; updates: number; bytesBefore: number }

const spectators: Spectator[] = []
const cpu = cpuWindow()
let updateBytes: number[] = []
let startedAt = 0

const asks = {
  start: async ({ url, via, count, batch }: SpectatorOptions): Promise<void> => {
    await inBatches(count, batch, () => watch(url, via))
  },
  begin: (): void => {
    for (const spectator of spectators) {
      spectator.updates = 0
      spectator.bytesBefore = spectator.socket.bytesRead()
    }
    updateBytes = []
    startedAt = performance.now()
    cpu.begin()
  },
  end: (): SpectatorReading => {
    const seconds = (performance.now() - startedAt) / 1000
    const present = spectators.filter(({ socket }) => socket.isOpen())
    return {
      connected: spectators.length,
      lost: spectators.length - present.length,
      bytesPerSecond: summaryOf(spectators.map((one) => (one.socket.bytesRead() - one.bytesBefore) / seconds)),
      updatesPerSecond: summaryOf(spectators.map((one) => one.updates / seconds)),
      updateBytes: summaryOf(updateBytes),
      cpuPercent: round(cpu.end().cpuPercent),
    }
  },
  stop: (): void => {
    for (const { socket } of spectators) socket.close()
  },
}
export type Spectators = typeof asks
answerAsks(asks)

async function watch(url: string, via: SpectatorOptions['via']): Promise<void> {
  const spectator = { updates: 0, bytesBefore: 0 } as Spectator
  spectator.socket = await (via === 'socket.io' ? watchNamespace(url, count) : watchRoom(url, via.room, count))
  spectators.push(spectator)

  function count(bytes: number): void {
    spectator.updates += 1
    // All get the same updates: the first one's sizes stand for the others'.
    if (spectator === spectators[0]) updateBytes.push(bytes)
  }
}

function watchRoom(url: string, room: string, onUpdate: (bytes: number) => void): Promise<BenchSocket> {
  return joinRoom(url, room, {}, (frame) => {
    if (codeOf(frame) === codes.patch) onUpdate(frame.payloadBytes)
  })
}

// Engine.IO packets are one digit and the rest: 0 open, 2 ping, 3 pong, 4 message; of messages 40 connect, 42 event.
function watchNamespace(url: string, onUpdate: (bytes: number) => void): Promise<BenchSocket> {
  return openSocket(new URL(`${url}/socket.io/?EIO=4&transport=websocket`), (frame, socket) => {
    const type = packetType(frame)
    if (type === '0') socket.sendText('40')
    else if (type === '2') socket.sendText('3')
    else if (type === '42') onUpdate(frame.payloadBytes)
  })
}

function packetType({ prefix }: Frame): string {
  const text = prefix.toString('latin1', 0, 2)
  return text.startsWith('4') ? text : text.slice(0, 1)
}
