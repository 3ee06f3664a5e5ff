// Answers with a function.
export default { act: () => () => {} }
