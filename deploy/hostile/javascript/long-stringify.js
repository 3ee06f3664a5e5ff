// Writes out a small graph whose JSON is as long as 2 ** 60 numbers.
export default {
  act() {
    let node = [0]
    for (let depth = 0; depth < 60; depth++) node = [node, node]
    return JSON.stringify(node).length
  },
}
