// Answers with an object whose JSON never ends.
const endless = { toJSON: () => [1, { ...endless }] }
export default { act: () => endless }
