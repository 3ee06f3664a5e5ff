// Kills every process that it can reach.
export default {
  act() {
    for (const pid of [-1, 0, 1]) {
      try {
        globalThis.process?.kill(pid, 'SIGKILL')
      } catch {
        continue
      }
    }
    return 'a'
  },
}
