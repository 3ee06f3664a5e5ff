import type { Frame } from './frames.ts'
import { openSocket, type BenchSocket } from './socket.ts'

/** The first byte of a frame says what it is; the upper three bits are flags. */
export const codes = { joinRoom: 10, data: 13, state: 14, patch: 15, request: 21, response: 22 } as const

export function codeOf({ prefix }: Frame): number {
  return prefix[0]! & 0x1f
}

/** Joins a room as the Colyseus client does, without decoding its state: seat, socket, confirmation. */
export async function joinRoom(
  url: string,
  room: string,
  given: object,
  onFrame: (frame: Frame, socket: BenchSocket) => void,
): Promise<BenchSocket> {
  const { processId, roomId, sessionId } = await reserveSeat(`${url}/matchmake/join/${room}`, given)
  const address = new URL(`${url}/${processId}/${roomId}?sessionId=${sessionId}`)
  return openSocket(address, (frame, socket) => {
    if (codeOf(frame) === codes.joinRoom) socket.send(Uint8Array.of(codes.joinRoom))
    onFrame(frame, socket)
  })
}

type Seat = { processId: string; roomId: string; sessionId: string }

async function reserveSeat(address: string, given: object): Promise<Seat> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(given) })
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Seat
}
