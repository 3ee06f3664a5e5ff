import { connect, type Socket } from 'node:net'
import { clientFrame, createFrameReader, opcodes, type Frame } from './frames.ts'

const endOfHead = '\r\n\r\n'
const key = Buffer.alloc(16).toString('base64')
// One buffer for all sockets of the process: what arrives is looked at once and dropped.
const inbox = Buffer.alloc(256 * 1024)

/** A bare WebSocket client that counts the bytes its socket reads, frame headers and handshake included. */
export type BenchSocket = {
  bytesRead(): number
  isOpen(): boolean
  send(payload: Uint8Array): void
  sendText(text: string): void
  close(): void
}

/** Opens a socket; resolves once the server has switched protocols. Answers pings by itself. */
export function openSocket(url: URL, onFrame: (frame: Frame, socket: BenchSocket) => void): Promise<BenchSocket> {
  return new Promise((resolve, reject) => {
    let bytesRead = 0
    let head: string | undefined = ''
    const readFrames = createFrameReader(receive)
    const socket: Socket = connect({
      host: url.hostname,
      port: Number(url.port),
      noDelay: true,
      onread: { buffer: inbox, callback: read },
    })
    const bench: BenchSocket = {
      bytesRead: () => bytesRead,
      isOpen: () => head === undefined && !socket.destroyed,
      send: (payload) => void socket.write(clientFrame(opcodes.binary, payload)),
      sendText: (text) => void socket.write(clientFrame(opcodes.text, Buffer.from(text))),
      close: () => void socket.destroy(),
    }
    socket.on('error', reject).on('close', () => reject(new Error('the socket was closed')))
    socket.write(requestFor(url))

    function read(length: number): boolean {
      bytesRead += length
      const chunk = inbox.subarray(0, length)
      if (head === undefined) readFrames(chunk)
      else readHead(chunk)
      return true
    }

    function readHead(chunk: Buffer): void {
      head += chunk.toString('latin1')
      const end = head!.indexOf(endOfHead)
      if (end < 0) return
      if (!head!.startsWith('HTTP/1.1 101')) return void socket.destroy(new Error(head!.split('\r\n', 1)[0]))
      const rest = Buffer.from(head!.slice(end + endOfHead.length), 'latin1')
      head = undefined
      resolve(bench)
      readFrames(rest)
    }

    function receive(frame: Frame): void {
      if (frame.opcode === opcodes.ping) socket.write(clientFrame(opcodes.pong, frame.prefix))
      else if (frame.opcode === opcodes.close) socket.destroy()
      else onFrame(frame, bench)
    }
  })
}

function requestFor(url: URL): string {
  return [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${key}`,
    `Sec-WebSocket-Version: 13${endOfHead}`,
  ].join('\r\n')
}
