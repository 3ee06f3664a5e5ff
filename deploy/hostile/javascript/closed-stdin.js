// Closes its input and answers.
export default {
  async act() {
    const fs = await import('node:fs').catch(() => undefined)
    globalThis.process?.stdin.destroy()
    try {
      fs?.closeSync(0)
    } catch {
      return 'a'
    }
    return 'a'
  },
}
