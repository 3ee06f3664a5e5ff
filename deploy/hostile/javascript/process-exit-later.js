// Answers, and ends its process before it is asked again.
export default {
  act() {
    globalThis.setTimeout?.(() => globalThis.process?.exit(0), 0)
    return 'a'
  },
}
