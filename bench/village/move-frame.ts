import { codes } from './colyseus-client.ts'
import type { Target } from './stroll.ts'

const requestIdsMax = 128 // one byte on the wire

/** A request to walk, as the SDK sends it: code, request id, "move", and the destination in MessagePack. */
export function moveFrame(requestId: number, { tile, place }: Target): Uint8Array {
  const where =
    place === undefined
      ? [0x82, ...string('x'), ...coordinate(tile.x), ...string('y'), ...coordinate(tile.y)]
      : [0x81, ...string('place'), ...string(place)]
  return Uint8Array.of(codes.request, requestId % requestIdsMax, ...string('move'), ...where)
}

/** How a message of the type begins in a frame from the server. */
export function dataPrefix(type: string): Buffer {
  return Buffer.from([codes.data, ...string(type)])
}

function string(text: string): number[] {
  return [0xa0 | text.length, ...Buffer.from(text)] // at most 31 characters
}

function coordinate(tiles: number): number[] {
  return tiles < 128 ? [tiles] : [0xcd, tiles >> 8, tiles & 0xff]
}
