// Loops for ever in act.
export default {
  act(state: { turn: number }): string {
    for (;;);
  },
}
