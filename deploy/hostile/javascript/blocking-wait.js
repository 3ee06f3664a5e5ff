// Blocks its thread without using any time of the processor.
export default {
  act() {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    return 'a'
  },
}
