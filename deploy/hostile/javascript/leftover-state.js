// Leaves all that it can for the next match, and looks for what the last one left.
const marks = [globalThis, Object.prototype, Array.prototype, Math, JSON, Function.prototype]
export default {
  async act() {
    const reached = marks.filter((mark) => mark.leftover === 1).map((_, at) => `mark ${at}`)
    for (const mark of marks) Object.defineProperty(mark, 'leftover', { value: 1, configurable: true })
    const fs = await import('node:fs').catch(() => undefined)
    if (fs === undefined) return { reached }
    for (const folder of ['/tmp', '/dev/shm', '/var/tmp', '/run', '/', '/home', '.']) {
      const file = `${folder}/leftover`
      if (fs.existsSync(file)) reached.push(file)
      try {
        fs.writeFileSync(file, 'x')
      } catch {
        continue
      }
    }
    return { reached }
  },
}
