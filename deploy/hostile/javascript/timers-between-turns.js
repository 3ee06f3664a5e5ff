// Answers, but leaves timers that burn all time behind.
function burn() {
  globalThis.setImmediate?.(burn)
  for (let count = 0; count < 1e7; count++);
}
export default {
  act() {
    globalThis.setImmediate?.(burn)
    return 'a'
  },
}
