// Leaves a process of its own behind that writes for ever.
const code = 'setInterval(() => process.stdout.write("forged\\n"), 5); process.on("SIGTERM", () => {})'
export default {
  async act() {
    const child = await import('node:child_process').catch(() => undefined)
    child?.spawn(process.execPath, ['-e', code], { detached: true, stdio: ['ignore', 'inherit', 'inherit'] }).unref()
    return 'a'
  },
}
