// Throws an error of five million characters.
export default {
  act() {
    const error = new Error('x'.repeat(5_000_000))
    error.name = 'y'.repeat(5_000_000)
    throw error
  },
}
