// Ends its process in init, as if all were well.
export default {
  init() {
    globalThis.process?.reallyExit?.(0)
  },
  act: () => 'a',
}
