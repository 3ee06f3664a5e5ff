import { WebSocket } from 'ws'
import { until } from './until.ts'

/** The first byte of a frame, as Colyseus has it in @colyseus/shared-types. */
export const frames = { join: 10, leave: 12, data: 13, bytes: 17, ping: 18, request: 21, response: 22 } as const

/** A client of the room without the Colyseus SDK: it can do what a well-behaved one would not. */
export type RawRoomClient = {
  socket: WebSocket
  /** Frames received so far, each by its first byte. */
  received: Buffer[]
  send(...bytes: number[]): void
  /** Sends a message without content; a request when it has an id. */
  message(type: string, id?: number): void
  /** The close code; waits until the connection is closed. */
  closed(): Promise<number>
}

export type Seat = { name: string; sessionId: string; roomId: string; processId: string }

/** Asks for a seat as the SDK does; anything may be among the options. */
export async function reserveSeat(url: string, options: unknown = {}, method = 'join'): Promise<Seat> {
  const response = await fetch(`${url}/matchmake/${method}/village`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(options),
  })
  const body = (await response.json()) as Seat & { error?: string }
  if (!response.ok) throw new Error(`${response.status} ${body.error}`)
  return body
}

/** Joins the room; with `acknowledges: false` it never says that it has. */
export async function joinRaw(url: string, options: unknown = {}, acknowledges = true): Promise<RawRoomClient> {
  const client = await takeSeat(url, await reserveSeat(url, options))
  await until('the room lets it in', () => client.received.some((frame) => frame[0] === frames.join))
  if (acknowledges) client.send(frames.join)
  return client
}

/** Opens the connection that a seat was reserved for. */
export function takeSeat(url: string, { processId, roomId, sessionId }: Seat): Promise<RawRoomClient> {
  return openRaw(`${url}/${processId}/${roomId}?sessionId=${sessionId}`)
}

/** Opens a WebSocket at any address of the server. */
export async function openRaw(url: string): Promise<RawRoomClient> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'))
  const received: Buffer[] = []
  let code: number | undefined
  socket.on('message', (data: Buffer) => void received.push(data))
  socket.on('close', (with_) => (code = with_))
  socket.on('error', () => {}) // 'close' follows
  await new Promise<unknown>((resolve) => socket.once('open', resolve).once('close', resolve))
  return { socket, received, send, message, closed }

  function send(...bytes: number[]): void {
    socket.send(Buffer.from(bytes))
  }

  function message(type: string, id?: number): void {
    const head = id === undefined ? [frames.data] : [frames.request, id]
    socket.send(Buffer.from([...head, ...packText(type)]))
  }

  function closed(): Promise<number> {
    return until('the connection is closed', () => code, 20_000)
  }
}

/** Text of up to 65,535 bytes as msgpack has it: https://github.com/msgpack/msgpack/blob/master/spec.md */
export function packText(text: string): number[] {
  const bytes = Buffer.from(text)
  const head = bytes.length < 32 ? [0xa0 | bytes.length] : [0xda, bytes.length >> 8, bytes.length & 0xff]
  return [...head, ...bytes]
}
