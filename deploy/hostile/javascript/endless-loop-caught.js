// Loops for ever and catches whatever is thrown to stop it.
export default {
  act() {
    for (;;) {
      try {
        for (;;);
      } catch {
        continue
      } finally {
        for (;;);
      }
    }
  },
}
