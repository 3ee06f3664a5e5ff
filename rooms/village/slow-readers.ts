import type { Client } from '@colyseus/core'
import { limits } from '#kernel/limits'

/**
 * Drops clients that do not read what they are sent: the WebSocket transport queues without end. They may join again and
 * start from a fresh state.
 */
export function shedSlowReaders(clients: Iterable<Client>): void {
  for (const client of clients) {
    const socket = client.ref as unknown as { bufferedAmount: number; terminate(): void }
    if (socket.bufferedAmount > limits.unreadBytesMax) socket.terminate()
  }
}
