// Matches a regular expression that backtracks 2 ** 60 times.
export default {
  act: () => /^(a+)+$/.test('a'.repeat(60) + '!'),
}
