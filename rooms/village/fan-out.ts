import { ClientState, SchemaSerializer, type Client } from '@colyseus/core'
import type { Schema } from '@colyseus/schema'

/** Clients served before others get a turn: about a millisecond of sending. */
const sliceClients = 64

/** What a client said on joining: an agent that asks for what it perceives has no use for everyone's patches. */
export type Watching = { watches: boolean }

/**
 * Colyseus' serializer, but a patch goes out to a slice of the clients at a time, so that a thousand of them do not hold
 * up the process for 20 ms and more. While one is on its way (`isBusy`) the room must not ask for the next: patches have
 * an order. What is sent is a copy, since the encoder writes again into the same memory while a slow client's socket may
 * still be reading. For states without views.
 */
export class FanOutSerializer<T extends Schema> extends SchemaSerializer<T> {
  #waiting: readonly Client[] = []
  #next = 0
  #patch: Uint8Array = new Uint8Array()
  #full: { encoded: Uint8Array; copy: Uint8Array } | undefined

  isBusy(): boolean {
    return this.#next < this.#waiting.length
  }

  override getFullState(client?: Client): Uint8Array {
    const encoded = super.getFullState(client)
    if (this.#full?.encoded !== encoded) this.#full = { encoded, copy: Uint8Array.from(encoded) }
    return this.#full.copy
  }

  override applyPatches(clients: Client[], state: unknown): boolean {
    const patch = this.#encode(state)
    if (patch === undefined) return false
    this.#patch = patch
    // Who joins from now on gets a full state that has these changes already.
    this.#waiting = clients.filter(isWatching)
    this.#next = 0
    this.#sendSlice()
    return true
  }

  #encode(state: unknown): Uint8Array | undefined {
    let patch: Uint8Array | undefined
    const recorder = { state: ClientState.JOINED, raw: (bytes: Uint8Array) => void (patch = Uint8Array.from(bytes)) }
    super.applyPatches([recorder as unknown as Client], state)
    return patch
  }

  #sendSlice(): void {
    const end = Math.min(this.#next + sliceClients, this.#waiting.length)
    while (this.#next < end) this.#waiting[this.#next++]!.raw(this.#patch)
    if (this.isBusy()) setImmediate(() => this.#sendSlice())
    else this.#waiting = []
  }
}

function isWatching({ state, userData }: Client): boolean {
  return state === ClientState.JOINED && (userData as Watching | undefined)?.watches !== false
}
