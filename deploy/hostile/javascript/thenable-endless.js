// Answers with a thenable that is settled with itself, for ever.
const endless = { then: (settle) => settle(endless) }
export default { act: () => endless }
