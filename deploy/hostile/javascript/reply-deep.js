// Answers with arrays that are nested 200,000 deep.
export default {
  act() {
    let nested = []
    for (let depth = 0; depth < 200_000; depth++) nested = [nested]
    return nested
  },
}
