const prefixBytesMax = 96

/** One WebSocket frame: the first bytes of its payload, and how long the whole payload is. */
export type Frame = { opcode: number; prefix: Buffer; payloadBytes: number }

/**
 * Reads the frames that a server sends, keeping only the beginning of each payload: a thousand readers have to fit on
 * one core. `prefix` is valid only while `onFrame` runs.
 */
export function createFrameReader(onFrame: (frame: Frame) => void): (chunk: Buffer) => void {
  const header = Buffer.alloc(10)
  const prefix = Buffer.alloc(prefixBytesMax)
  let headerBytes = 0
  let headerWanted = 2
  let payloadBytes = 0
  let payloadLeft = -1 // below 0 while the header is being read
  return function read(chunk) {
    let at = 0
    while (at < chunk.length) at = payloadLeft < 0 ? readHeader(chunk, at) : readPayload(chunk, at)
  }

  function readHeader(chunk: Buffer, at: number): number {
    const taken = Math.min(headerWanted - headerBytes, chunk.length - at)
    chunk.copy(header, headerBytes, at, at + taken)
    headerBytes += taken
    if (headerBytes === headerWanted) endHeader()
    return at + taken
  }

  // The seven bits of the second byte are the length, or say that two or eight more bytes are.
  function endHeader(): void {
    const length = header[1]! & 0x7f
    if (headerWanted === 2) headerWanted = length === 126 ? 4 : length === 127 ? 10 : 2
    if (headerBytes === headerWanted) startPayload()
  }

  function startPayload(): void {
    const length = header[1]! & 0x7f
    payloadBytes = length < 126 ? length : length === 126 ? header.readUInt16BE(2) : Number(header.readBigUInt64BE(2))
    payloadLeft = payloadBytes
    if (payloadLeft === 0) endFrame()
  }

  function readPayload(chunk: Buffer, at: number): number {
    const taken = Math.min(payloadLeft, chunk.length - at)
    const seen = payloadBytes - payloadLeft
    if (seen < prefixBytesMax) chunk.copy(prefix, seen, at, at + Math.min(taken, prefixBytesMax - seen))
    payloadLeft -= taken
    if (payloadLeft === 0) endFrame()
    return at + taken
  }

  function endFrame(): void {
    headerBytes = 0
    headerWanted = 2
    payloadLeft = -1
    onFrame({
      opcode: header[0]! & 0x0f,
      prefix: prefix.subarray(0, Math.min(payloadBytes, prefixBytesMax)),
      payloadBytes,
    })
  }
}

/** Writes one frame as a client must: masked, here with a mask of zeros. At most 125 bytes of payload. */
export function clientFrame(opcode: number, payload: Uint8Array): Buffer {
  if (payload.length > 125) throw new RangeError(`expected at most 125 bytes, not ${payload.length}`)
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload])
}

/** WebSocket opcodes. */
export const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const
