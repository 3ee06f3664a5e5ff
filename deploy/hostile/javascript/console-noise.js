// Prints while it thinks, as people do, with all that prints.
export default {
  act() {
    for (const print of ['log', 'error', 'warn', 'info', 'table', 'trace', 'dir']) globalThis.console?.[print]?.({ a: 1 })
    return 'a'
  },
}
