import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { matchMaker } from '@colyseus/core'
import { relayUpgrade, type Address } from './relay.ts'

const roomPath = /^\/([A-Za-z0-9_-]+)\/[A-Za-z0-9_-]+$/
const notFound = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

/** Whether an upgrade is for a room of this process: /<process>/<room>. */
export function isRoomHere(request: IncomingMessage): boolean {
  return processOf(request) === matchMaker.processId
}

/** Deals with the upgrades that are neither Socket.IO's nor for a room here: relays them, or refuses. */
export function relayOtherUpgrades(
  server: Server,
  addressOf: (processId: string) => Promise<Address | undefined>,
): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    if (pathOf(request).startsWith('/socket.io/') || isRoomHere(request)) return
    const processId = processOf(request)
    const found = processId === undefined ? Promise.resolve(undefined) : addressOf(processId).catch(() => undefined)
    void found.then((address) => {
      if (address === undefined) socket.end(notFound)
      else relayUpgrade(request, socket, head, address)
    })
  })
}

function processOf(request: IncomingMessage): string | undefined {
  return roomPath.exec(pathOf(request))?.[1]
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0]!
}
