// Fills, joins, searches and replaces in long texts without end, a builtin at a time.
export default {
  act() {
    const text = 'ab'.repeat(1_000_000)
    for (;;) text.replaceAll('a', 'b').split('').indexOf('c', text.lastIndexOf('aab'))
  },
}
