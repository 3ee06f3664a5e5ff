// Writes half a line and is silent from then on.
export default {
  act() {
    if (globalThis.process === undefined) return 'a'
    process.stdout.write('{"status":"returned","val')
    return new Promise(() => setInterval(() => {}, 1_000))
  },
}
