// Answers with NaN, both infinities and minus zero.
export default { act: () => [NaN, Infinity, -Infinity, -0, 5e-324, 2 ** 1023 * 1.9] }
