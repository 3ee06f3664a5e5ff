// Fills the disk with up to a gigabyte and says how far it came.
export default {
  async act() {
    const fs = await import('node:fs').catch(() => undefined)
    if (fs === undefined) return { gotMb: 0 }
    const chunk = new Uint8Array(1 << 20).fill(1)
    let gotMb = 0
    for (const folder of ['/tmp', '/dev/shm', '/var/tmp', '/run', '/']) {
      for (let file = 0; file < 16; file++) {
        try {
          const fd = fs.openSync(`${folder}/flood-${file}`, 'w')
          for (let count = 0; count < 16; count++) {
            fs.writeSync(fd, chunk)
            gotMb += 1
          }
        } catch {
          break
        }
      }
    }
    return { gotMb }
  },
}
