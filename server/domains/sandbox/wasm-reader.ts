/** A section of a WebAssembly binary: its id, and where its content is. */
export type Section = { id: number; from: number; to: number }

/** Reads numbers and names of a WebAssembly binary in order. Past the end of its bytes it throws a RangeError. */
export type Reader = {
  byte(): number
  number(): number
  skip(bytes: number): void
  at(): number
}

/** A reader that begins at a place. */
export function readerAt(bytes: Uint8Array, start: number, end = bytes.length): Reader {
  let at = start
  return { byte, number, skip, at: () => at }

  function byte(): number {
    if (at >= end) throw new RangeError('it ends too early')
    return bytes[at++]!
  }

  // LEB128, at most five bytes, as in the specification.
  function number(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const next = byte()
      value += (next & 0x7f) * 2 ** shift
      if (next < 0x80) return value
    }
    throw new RangeError('a number is too long')
  }

  function skip(count: number): void {
    at += count
    if (at > end) throw new RangeError('it ends too early')
  }
}

const headerBytes = 8

/** The sections in order. It throws a RangeError where the bytes are no WebAssembly of version 1. */
export function sectionsOf(bytes: Uint8Array): Section[] {
  if (Buffer.from(bytes.subarray(0, headerBytes)).toString('latin1') !== '\0asm\u0001\0\0\0')
    throw new RangeError('it is not WebAssembly')
  const sections: Section[] = []
  const reader = readerAt(bytes, headerBytes)
  while (reader.at() < bytes.length) {
    const id = reader.byte()
    const length = reader.number()
    const from = reader.at()
    reader.skip(length)
    sections.push({ id, from, to: reader.at() })
  }
  return sections
}
