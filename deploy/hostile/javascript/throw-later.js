// Answers, and throws before it is asked again.
export default {
  act() {
    globalThis.setTimeout?.(() => {
      throw new Error('later')
    }, 0)
    Promise.reject(new Error('unhandled'))
    return 'a'
  },
}
