// Answers with a text of five million characters.
export default { act: () => 'x'.repeat(5_000_000) }
