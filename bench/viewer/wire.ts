import type { CDPSession } from 'playwright-core'

const kinds = ['page', 'script', 'style', 'map', 'picture', 'font', 'other', 'websocket'] as const
export type Kind = (typeof kinds)[number]

type Arrival = { at: number; kind: Kind; bytes: number }

/** Payload of WebSocket messages, in bytes: of the connection that carries positions, and of others. */
export type Messages = { town: number; other: number }

/** Counts WebSocket messages from the next navigation on; `take` answers what came since it was last asked. */
export async function watchMessages(session: CDPSession): Promise<{ take(): Messages }> {
  const others = new Set<string>()
  let counted: Messages = { town: 0, other: 0 }
  session.on('Network.webSocketCreated', ({ requestId, url }) => {
    // The viewer hears news by Socket.IO and the rest by the room's own connection.
    if (new URL(url).pathname.startsWith('/socket.io')) others.add(requestId)
  })
  session.on('Network.webSocketFrameReceived', ({ requestId, response }) => {
    counted[others.has(requestId) ? 'other' : 'town'] += payloadBytes(response)
  })
  await session.send('Network.enable')
  return { take }

  function take(): Messages {
    const taken = counted
    counted = { town: 0, other: 0 }
    return taken
  }
}

function payloadBytes({ opcode, payloadData }: { opcode: number; payloadData: string }): number {
  return Buffer.byteLength(payloadData, opcode === 1 ? 'utf8' : 'base64')
}

/**
 * Counts what comes over the wire from the next navigation on: responses as they are sent, packed and with their heads,
 * and the payload of WebSocket messages.
 */
export async function watchWire(session: CDPSession) {
  const kindOf = new Map<string, Kind>()
  const arrivals: Arrival[] = []
  let startedAt = Number.POSITIVE_INFINITY
  session.on('Network.requestWillBeSent', ({ timestamp }) => (startedAt = Math.min(startedAt, timestamp)))
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    kindOf.set(requestId, kindFor(type, response))
  })
  session.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
    arrivals.push({ at: timestamp, kind: kindOf.get(requestId) ?? 'other', bytes: encodedDataLength })
  })
  session.on('Network.webSocketFrameReceived', ({ timestamp, response }) => {
    arrivals.push({ at: timestamp, kind: 'websocket', bytes: payloadBytes(response) })
  })
  await session.send('Network.enable')
  return { until }

  /** Bytes by kind that had come so many milliseconds after the navigation. */
  function until(ms: number): Record<Kind, number> {
    const totals = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>
    for (const { at, kind, bytes } of arrivals) if (at - startedAt <= ms / 1000) totals[kind] += bytes
    return totals
  }
}

function kindFor(type: string, { url, mimeType }: { url: string; mimeType: string }): Kind {
  if (mimeType.startsWith('image/')) return 'picture'
  if (new URL(url).pathname === '/api/map') return 'map'
  const known: Record<string, Kind> = { Document: 'page', Script: 'script', Stylesheet: 'style', Font: 'font' }
  return known[type] ?? 'other'
}
