// Throws an error with characters that databases and terminals trip over.
export default {
  act() {
    throw new Error('\u0000\ud800\u001b[2J\u202e\r\n')
  },
}
