import { codes } from '#bench/village/colyseus-client'

const requestIdsMax = 128 // one byte on the wire

/** A request to say something of at most 90 plain characters, as the SDK sends it. */
export function sayFrame(requestId: number, text: string): Uint8Array {
  const action = [0x82, ...string('type'), ...string('say'), ...string('text'), 0xd9, text.length, ...Buffer.from(text)]
  return Uint8Array.of(codes.request, requestId % requestIdsMax, ...string('act'), ...action)
}

function string(text: string): number[] {
  return [0xa0 | text.length, ...Buffer.from(text)] // at most 31 characters
}
