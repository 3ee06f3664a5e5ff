// Stops its process, so that it neither ends nor answers.
export default {
  act() {
    globalThis.process?.kill(process.pid, 'SIGSTOP')
    return 'a'
  },
}
