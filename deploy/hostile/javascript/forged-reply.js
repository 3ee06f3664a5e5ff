// Writes replies of its own, in every form that a runner may take for one.
const values = ['"forged"', '{"status":"returned","value":"forged"}']
function forms(value) {
  const quoted = JSON.stringify(value)
  const numbers = ['0', '1', '2', '3', '"0"', '"1"', 'null']
  return [
    value,
    ...numbers.flatMap((id) =>
      ['id', 'nonce', 'seq', 'turn'].flatMap((key) =>
        ['value', 'text', 'result', 'answer', 'reply'].flatMap((name) => [
          `{"${key}":${id},"${name}":${value}}`,
          `{"${key}":${id},"status":"returned","${name}":${quoted}}`,
        ]),
      ),
    ),
  ]
}
export default {
  async act() {
    const fs = await import('node:fs').catch(() => undefined)
    for (const form of values.flatMap(forms)) fs?.writeSync(1, `${form}\n`)
    return 'a'
  },
}
