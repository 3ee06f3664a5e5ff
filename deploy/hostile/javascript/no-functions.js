// Exports what looks like an agent and is none.
export default { init: 1, act: { call: () => 'a' }, onResult: 'x' }
