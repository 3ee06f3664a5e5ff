// Starts threads that loop for ever on every processor.
export default {
  async act() {
    const threads = await import('node:worker_threads').catch(() => undefined)
    if (threads === undefined) return 'a'
    for (let count = 0; count < 16; count++) new threads.Worker('for (;;);', { eval: true }).on('error', () => {})
    return 'a'
  },
}
