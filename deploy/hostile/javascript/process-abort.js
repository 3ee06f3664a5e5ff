// Aborts its process, which would write a core dump.
export default {
  act() {
    globalThis.process?.abort()
    return 'a'
  },
}
