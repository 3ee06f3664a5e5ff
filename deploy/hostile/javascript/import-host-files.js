// Imports files of the machine it runs on, as modules and as JSON.
const paths = [
  'file:///etc/hostname',
  'file:///app/package.json',
  '/etc/hostname',
  '../package.json',
  '../../package.json',
  '../../../../../../../../etc/os-release',
  './..%2f..%2fpackage.json',
  'data:text/javascript,export default 1',
  'https://example.com/agent.js',
]
// Data within the address is no file: where an engine takes such, it has reached nothing.
const isHarmless = (path) => path.startsWith('data:')
export default {
  async act() {
    const reached = []
    for (const path of paths) {
      for (const options of [undefined, { with: { type: 'json' } }]) {
        const found = await import(path, options).catch(() => undefined)
        if (found !== undefined && !isHarmless(path)) reached.push(path)
      }
    }
    return { reached }
  },
}
