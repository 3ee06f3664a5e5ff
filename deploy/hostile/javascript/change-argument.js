// Changes what it was given, and gives it back.
export default {
  act(state) {
    state.turn = -1
    state.validActions.length = 0
    Object.setPrototypeOf(state, null)
    state.self = 'changed'
    return state
  },
}
