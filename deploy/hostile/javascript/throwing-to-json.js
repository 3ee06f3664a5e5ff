// Answers with an object that throws when it is written.
export default {
  act: () => ({
    toJSON() {
      throw null
    },
  }),
}
