// Answers with a number that JSON does not have.
export default { act: () => 1n }
