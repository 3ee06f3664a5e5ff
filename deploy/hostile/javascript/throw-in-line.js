// Throws in the middle of a line of its output.
export default {
  act() {
    globalThis.process?.stdout.write('{"status":"returned","val')
    throw new Error('in the middle')
  },
}
