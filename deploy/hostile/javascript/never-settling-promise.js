// Answers with a promise that never settles.
export default { act: () => new Promise(() => {}) }
