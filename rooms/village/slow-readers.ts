import { ClientState, type Client } from '@colyseus/core'
import { limits } from '#kernel/limits'
import type { Millis } from '#kernel/time'

/** When a client took its seat. */
export type Seated = { seatedAt: Millis }

/**
 * Drops clients that do not read what they are sent, since the transport queues without end, and those that do not
 * finish joining, for which the room queues. They may join again and start from a fresh state.
 */
export function shedSlowReaders(clients: Iterable<Client<{ userData: Seated }>>, now: Millis): void {
  for (const client of clients) {
    const socket = client.ref as unknown as { bufferedAmount: number; terminate(): void }
    const isLate = client.state === ClientState.JOINING && now - (client.userData?.seatedAt ?? now) > limits.joinMsMax
    if (isLate || socket.bufferedAmount > limits.unreadBytesMax) socket.terminate()
  }
}
