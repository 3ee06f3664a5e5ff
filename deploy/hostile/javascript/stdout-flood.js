// Writes to its output without end.
export default {
  async act() {
    const fs = await import('node:fs').catch(() => undefined)
    if (fs === undefined) return 'a'
    const line = 'x'.repeat(65_535) + '\n'
    for (;;) {
      try {
        fs.writeSync(1, line)
      } catch {
        continue
      }
    }
  },
}
