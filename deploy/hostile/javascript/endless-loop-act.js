// Loops for ever in act.
export default {
  act() {
    for (;;);
  },
}
