// Fills a map without end.
const map = new Map()
export default {
  act() {
    for (let key = 0; ; key++) map.set(key, { key, text: `number ${key}` })
  },
}
