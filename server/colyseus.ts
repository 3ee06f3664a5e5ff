import { matchMaker } from '@colyseus/core'
import { Encoder } from '@colyseus/schema'
import { WebSocketTransport } from '@colyseus/ws-transport'
import type { Server } from 'node:http'
import { limits } from '#kernel/limits'
import { isRoomHere } from '#http'

// A full state of a thousand agents; the default makes the encoder grow, and complain, on every join.
Encoder.BUFFER_SIZE = 512 * 1024

/** Starts the matchmaker: in this process alone, or over Redis with the others. */
export async function startMatchmaking(redisUrl: string | undefined): Promise<void> {
  if (redisUrl === undefined) await matchMaker.setup()
  else {
    const { RedisPresence } = await import('@colyseus/redis-presence')
    const { RedisDriver } = await import('@colyseus/redis-driver')
    await matchMaker.setup(new RedisPresence(redisUrl), new RedisDriver(redisUrl))
  }
}

/** Takes the WebSocket connections to this process's rooms on the server that everything else uses as well. */
export function attachRooms(server: Server): WebSocketTransport {
  const transport = new WebSocketTransport({
    noServer: true,
    maxPayload: limits.frameBytesMax,
    pingInterval: limits.pingMs,
  })
  return transport.attachToServer(server, { filter: isRoomHere })
}
