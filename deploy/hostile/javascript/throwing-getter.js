// Answers with an object that throws when it is read.
export default {
  act: () => ({
    get move() {
      throw new Error('read')
    },
  }),
}
