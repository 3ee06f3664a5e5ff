// Sorts without end, inside of one builtin at a time.
export default {
  act() {
    const numbers = Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 300_007)
    for (;;) numbers.toSorted().reverse().sort()
  },
}
