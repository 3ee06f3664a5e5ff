// Answers with a list of a million numbers.
export default { act: () => new Array(1_000_000).fill(1) }
