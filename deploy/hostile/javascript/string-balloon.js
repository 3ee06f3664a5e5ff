// Doubles a text until it can not be held, and keeps every one.
export default {
  act() {
    const kept = []
    for (let text = 'x'; ; text += text) kept.push(JSON.stringify(text))
  },
}
