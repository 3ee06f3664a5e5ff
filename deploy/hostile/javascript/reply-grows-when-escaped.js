// Answers with a text that is six times as long once it is escaped, and three times in UTF-8.
export default { act: () => '\u0000'.repeat(15_000) + '\u20ac'.repeat(15_000) }
