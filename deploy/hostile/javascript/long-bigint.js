// Raises and multiplies numbers of a million bits, which is one long step for an interpreter.
export default {
  act() {
    let number = 3n ** 600_000n
    for (;;) number = (number * number) % (number - 1n) || 3n ** 600_000n
  },
}
