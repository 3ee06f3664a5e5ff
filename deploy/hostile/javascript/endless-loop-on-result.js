// Loops for ever in onResult, when the match is over.
export default {
  act: () => 'a',
  onResult() {
    for (;;);
  },
}
