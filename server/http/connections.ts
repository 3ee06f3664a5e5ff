import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Remembers the open connections of a server, upgraded ones included, and can cut them all. */
export function trackConnections(server: Server): { cutAll(): void } {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  return { cutAll: () => open.forEach((socket) => socket.destroy()) }
}
