import { connect } from 'node:net'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** Where another process takes connections. */
export type Address = { host: string; port: number }

/**
 * Hands a WebSocket upgrade on to the process that holds the room, byte for byte: so any process can stand behind any
 * address, and clients need to know one only.
 */
export function relayUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, to: Address): void {
  const upstream = connect(to.port, to.host, () => {
    upstream.write(headOf(request))
    upstream.write(head)
    socket.pipe(upstream).pipe(socket)
  })
  const end = () => {
    upstream.destroy()
    socket.destroy()
  }
  upstream.on('error', end).on('close', end)
  socket.on('error', end).on('close', end)
}

function headOf(request: IncomingMessage): string {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`]
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`)
  }
  lines.push(`X-Forwarded-For: ${request.socket.remoteAddress ?? ''}`, '', '')
  return lines.join('\r\n')
}
