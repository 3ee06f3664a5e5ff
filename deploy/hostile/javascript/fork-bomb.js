// Starts processes that start processes, up to a hundred, and says how many there were.
const code = `
  const { spawn } = require('node:child_process')
  const depth = Number(process.argv[1])
  if (depth > 0) for (let count = 0; count < 4; count++)
    spawn(process.execPath, ['-e', process.env.CODE, depth - 1], { env: process.env, stdio: 'ignore' }).on('error', () => {})
  setInterval(() => {}, 1000)
`
export default {
  async act() {
    const child = await import('node:child_process').catch(() => undefined)
    if (child === undefined) return 'a'
    const env = { ...process.env, CODE: code }
    for (let count = 0; count < 4; count++)
      child.spawn(process.execPath, ['-e', code, '2'], { env, stdio: 'ignore' }).on('error', () => {})
    return 'a'
  },
}
