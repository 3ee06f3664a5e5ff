// Is a module that is a thenable itself, which hangs an import that waits for it.
export const then = () => {}
export default { act: () => 'a' }
