// Ends its process in the middle of its turn.
export default {
  act() {
    globalThis.process?.exit(0)
    return 'a'
  },
}
