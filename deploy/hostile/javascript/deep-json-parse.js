// Reads JSON that is nested 200,000 deep, and writes it again.
export default {
  act() {
    try {
      JSON.stringify(JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)))
    } catch {
      return 'a'
    }
    return 'a'
  },
}
