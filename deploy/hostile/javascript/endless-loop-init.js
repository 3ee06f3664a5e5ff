// Loops for ever in init.
export default {
  init() {
    for (;;);
  },
  act: () => 'a',
}
