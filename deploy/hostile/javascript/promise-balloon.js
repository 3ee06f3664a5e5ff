// Makes promises without end that all wait for one.
const first = new Promise(() => {})
export default {
  act() {
    for (;;) first.then(() => new Array(100).fill(first))
  },
}
