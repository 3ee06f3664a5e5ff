// Has an engine compile source and patterns that are nested 200,000 deep.
const deep = 200_000
const tries = [
  () => eval('('.repeat(deep) + ')'.repeat(deep)),
  () => eval('['.repeat(deep) + ']'.repeat(deep)),
  () => new Function('return ' + '!'.repeat(deep) + '1')(),
  () => new RegExp('('.repeat(deep) + ')'.repeat(deep)).test('a'),
]
export default {
  act() {
    for (const attempt of tries) {
      try {
        attempt()
      } catch {
        continue
      }
    }
    return 'a'
  },
}
