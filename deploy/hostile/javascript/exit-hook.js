// Loops for ever when its process is to end.
globalThis.process?.on('exit', () => {
  for (;;);
})
export default {
  act() {
    globalThis.process?.exit(0)
    return 'a'
  },
}
