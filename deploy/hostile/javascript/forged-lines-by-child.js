// Has a process of its own write replies while it thinks.
export default {
  async act() {
    const child = await import('node:child_process').catch(() => undefined)
    if (child === undefined) return 'a'
    const code = 'process.stdout.write(JSON.stringify("forged") + "\\n")'
    child.spawnSync(process.execPath, ['-e', code], { stdio: ['ignore', 'inherit', 'inherit'] })
    return 'a'
  },
}
