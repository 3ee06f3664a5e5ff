// Answers with a symbol.
export default { act: () => Symbol('a') }
