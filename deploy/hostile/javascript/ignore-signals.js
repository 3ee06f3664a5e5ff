// Ignores every signal that can be ignored, and loops for ever.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGPIPE', 'SIGXCPU', 'SIGALRM'])
  globalThis.process?.on(signal, () => {})
export default {
  act() {
    for (;;);
  },
}
