// Answers, and floods its output before it is asked again.
export default {
  act() {
    globalThis.setTimeout?.(() => {
      for (let count = 0; count < 4_096; count++) process.stdout.write('x'.repeat(65_536))
    }, 0)
    return 'a'
  },
}
