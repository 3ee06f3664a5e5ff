// Has types that would have to be compiled, and not only taken off.
enum Move {
  A = 'a',
}
export default { act: () => Move.A }
