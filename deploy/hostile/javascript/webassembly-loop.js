// Loops for ever in the start function of a WebAssembly module.
// (module (func $start (loop (br 0))) (start $start))
const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11]
export default {
  act() {
    if (globalThis.WebAssembly === undefined) return 'a'
    new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)))
    return 'a'
  },
}
