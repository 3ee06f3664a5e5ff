// Kills its own process.
export default {
  act() {
    globalThis.process?.kill(process.pid, 'SIGKILL')
    globalThis.process?.kill(process.pid, 'SIGSEGV')
    return 'a'
  },
}
