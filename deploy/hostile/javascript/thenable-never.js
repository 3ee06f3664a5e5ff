// Answers with a thenable that never calls back.
export default { act: () => ({ then() {} }) }
