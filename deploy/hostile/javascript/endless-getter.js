// Answers with an object that loops for ever when it is read.
export default {
  act: () => ({
    get move() {
      for (;;);
    },
  }),
}
