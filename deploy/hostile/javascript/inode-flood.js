// Makes up to 200,000 empty files and says how many there are.
export default {
  async act() {
    const fs = await import('node:fs').catch(() => undefined)
    let files = 0
    for (const folder of fs === undefined ? [] : ['/tmp', '/dev/shm']) {
      try {
        for (let count = 0; count < 100_000; count++) {
          fs.mkdirSync(`${folder}/inode-${count}`)
          files += 1
        }
      } catch {
        continue
      }
    }
    return { files }
  },
}
