// Writes empty lines to its output without end.
export default {
  async act() {
    const fs = await import('node:fs').catch(() => undefined)
    if (fs === undefined) return 'a'
    for (;;) {
      try {
        fs.writeSync(1, '\n'.repeat(4_096))
      } catch {
        continue
      }
    }
  },
}
