// Throws what loops for ever when it is read.
const endless = () => {
  for (;;);
}
export default {
  act() {
    throw new Proxy(new Error('x'), { get: endless, getPrototypeOf: endless, has: endless, ownKeys: endless })
  },
}
