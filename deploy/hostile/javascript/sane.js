// Plays on, whatever goes on around it; no case, but the measure of all.
let turns = 0
export default {
  init() {
    turns = 0
  },
  act(state) {
    turns += 1
    return { turns, move: state.validActions[0] }
  },
}
