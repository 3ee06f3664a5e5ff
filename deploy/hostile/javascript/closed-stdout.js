// Closes its output and answers.
export default {
  async act() {
    const fs = await import('node:fs').catch(() => undefined)
    fs?.closeSync(1)
    fs?.closeSync(2)
    return 'a'
  },
}
