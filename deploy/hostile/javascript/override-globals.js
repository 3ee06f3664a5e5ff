// Deletes and freezes all that it can reach, itself included.
export default {
  act() {
    for (const name of Object.getOwnPropertyNames(globalThis)) {
      try {
        delete globalThis[name]
      } catch {
        continue
      }
    }
    Object.freeze(globalThis)
    return 'a'
  },
}
