const headerBytes = 8
const stderrMark = 2

/** Where the two streams of an attached container go, as they come. */
export type FrameSink = { stdout(bytes: Buffer): void; stderr(bytes: Buffer): void }

/**
 * Takes apart what an attached container says (Docker's multiplexed stream: eight bytes of header, then as many bytes of
 * one stream as it says). Holds back nothing but an unfinished header.
 */
export function createFrameParser(sink: FrameSink): (bytes: Buffer) => void {
  const header = Buffer.alloc(headerBytes)
  let headerFilled = 0
  let payloadLeft = 0
  let isStderr = false

  return function parse(bytes: Buffer): void {
    let rest = bytes
    while (rest.length > 0) rest = payloadLeft > 0 ? passOn(rest) : readHeader(rest)
  }

  function readHeader(bytes: Buffer): Buffer {
    const taken = bytes.copy(header, headerFilled)
    headerFilled += taken
    if (headerFilled === headerBytes) {
      headerFilled = 0
      isStderr = header[0] === stderrMark
      payloadLeft = header.readUInt32BE(4)
    }
    return bytes.subarray(taken)
  }

  function passOn(bytes: Buffer): Buffer {
    const payload = bytes.subarray(0, payloadLeft)
    payloadLeft -= payload.length
    if (isStderr) sink.stderr(payload)
    else sink.stdout(payload)
    return bytes.subarray(payload.length)
  }
}
