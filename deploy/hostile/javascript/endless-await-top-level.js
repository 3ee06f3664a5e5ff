// Waits for nothing while it is loaded.
await new Promise(() => {})
export default { act: () => 'a' }
