// Answers with a thenable that settles, then throws, then settles otherwise.
export default {
  act: () => ({
    then(settle, fail) {
      settle('a')
      fail(new Error('failed'))
      settle('b')
      throw new Error('thrown')
    },
  }),
}
