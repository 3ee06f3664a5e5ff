// Writes wherever it can outside of its own folder for passing things.
const folders = ['/', '/etc', '/bin', '/usr', '/usr/bin', '/lib', '/home', '/root', '/var', '/var/tmp', '/opt', '/app', '/agent', '/runner']
export default {
  async act() {
    const fs = await import('node:fs').catch(() => undefined)
    const reached = []
    const files = fs === undefined ? [] : [...folders.map((folder) => `${folder}/hostile`), ...(process.argv ?? []), process.execPath]
    for (const file of files) {
      try {
        fs.closeSync(fs.openSync(file, 'a'))
        reached.push(file)
      } catch {
        continue
      }
    }
    return { reached }
  },
}
