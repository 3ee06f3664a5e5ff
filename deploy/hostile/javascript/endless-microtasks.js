// Queues a microtask from a microtask, for ever.
const again = () => Promise.resolve().then(again)
export default {
  async act() {
    await again()
    return 'a'
  },
}
