// Answers with arrays nested as deep as an answer may be long.
export default {
  act() {
    let nested = []
    for (let depth = 0; depth < 4_000; depth++) nested = [nested]
    return nested
  },
}
