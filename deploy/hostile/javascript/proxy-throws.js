// Answers with a proxy that throws at every touch.
const thrown = () => {
  throw new Error('touched')
}
const traps = ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'apply']
export default {
  act: () => new Proxy(() => {}, Object.fromEntries(traps.map((trap) => [trap, thrown]))),
}
