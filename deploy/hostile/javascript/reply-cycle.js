// Answers with an object that holds itself.
export default {
  act() {
    const answer = {}
    answer.answer = answer
    return answer
  },
}
