const newline = 10

/**
 * Makes lines of bytes as they come. Holds at most `bytesMax` of an unfinished one: a longer one is a flood, and from then
 * on nothing more is taken.
 */
export function createLineReader(bytesMax: () => number, onLine: (line: string) => void, onFlood: () => void) {
  let pieces: Buffer[] = []
  let held = 0
  let isFlooded = false

  return function take(bytes: Buffer): void {
    let rest = bytes
    while (rest.length > 0 && !isFlooded) {
      const end = rest.indexOf(newline)
      hold(end < 0 ? rest : rest.subarray(0, end))
      if (end < 0) return
      rest = rest.subarray(end + 1)
      if (!isFlooded) finish()
    }
  }

  function hold(piece: Buffer): void {
    held += piece.length
    isFlooded = held > bytesMax()
    if (isFlooded) onFlood()
    else pieces.push(piece)
  }

  function finish(): void {
    const line = Buffer.concat(pieces).toString()
    pieces = []
    held = 0
    onLine(line)
  }
}
