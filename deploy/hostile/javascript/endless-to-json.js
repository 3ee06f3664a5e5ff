// Answers with an object that loops for ever when it is written.
export default {
  act: () => ({
    toJSON() {
      for (;;);
    },
  }),
}
