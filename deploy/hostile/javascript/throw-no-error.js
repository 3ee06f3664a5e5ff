// Throws what is no error and can not be made text.
export default {
  act() {
    throw Object.create(null, {
      message: {
        get() {
          throw Symbol('again')
        },
      },
    })
  },
}
