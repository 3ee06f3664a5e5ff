import { answerAsks } from '#bench/village/asks'
import { codeOf, codes, joinRoom } from '#bench/village/colyseus-client'
import type { Frame } from '#bench/village/frames'
import { inBatches } from '#bench/village/in-batches'
import { dataPrefix, moveFrame } from '#bench/village/move-frame'
import type { BenchSocket } from '#bench/village/socket'
import { createStroll, readTown } from '#bench/village/stroll'
import { between, createChance } from '#villagers/chance'
import { sayFrame } from './say-frame.ts'

export type TalkerOptions = { url: string; tokens: string[]; batch: number; everyMs: number }

const words = 'Good morning, the bread is warm and the river glitters; come to the market before noon'
const map = readTown()
const chance = createChance('talkers')
const nextTarget = createStroll(map, chance)
const welcome = dataPrefix('welcome')
const sockets: BenchSocket[] = []

// Each walks away from where all come in and then speaks now and then where it stands.
const asks = {
  start: async ({ url, tokens, batch, everyMs }: TalkerOptions): Promise<void> => {
    await inBatches(tokens.length, batch, async (at) => {
      const socket = await joinRoom(url, 'village', { token: tokens[at]! }, (frame, socket) => {
        hear(frame, socket, everyMs)
      })
      sockets.push(socket)
    })
  },
  stop: (): void => {
    for (const socket of sockets) socket.close()
  },
}
export type Talkers = typeof asks
answerAsks(asks)

function hear(frame: Frame, socket: BenchSocket, everyMs: number): void {
  if (codeOf(frame) !== codes.data || !frame.prefix.subarray(0, welcome.length).equals(welcome)) return
  socket.send(moveFrame(1, nextTarget(map.spawn)))
  speakOn(socket, everyMs, 2)
}

function speakOn(socket: BenchSocket, everyMs: number, request: number): void {
  const waitMs = between(chance, 0.5, 1.5) * everyMs
  setTimeout(() => {
    if (!socket.isOpen()) return
    socket.send(sayFrame(request, words.slice(0, Math.floor(between(chance, 12, words.length)))))
    speakOn(socket, everyMs, request + 1)
  }, waitMs)
}
