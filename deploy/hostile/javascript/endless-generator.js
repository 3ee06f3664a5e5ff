// Spreads a generator that never ends.
function* forever() {
  for (;;) yield 0
}
export default {
  act() {
    for (const _ of forever());
    return 'a'
  },
}
