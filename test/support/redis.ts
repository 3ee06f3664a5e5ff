import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { freePort } from './free-port.ts'
import { until } from './until.ts'

const program = 'redis-server'

export type TestRedis = { url: string; stop(): Promise<void> }

/** Whether this machine has a redis-server to test with. */
export function hasRedis(): boolean {
  return spawnSync(program, ['--version']).status === 0
}

/** Starts a Redis of our own that keeps nothing. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort()
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn(program, settings, { stdio: 'ignore' })
  const killWithTests = () => child.kill('SIGKILL')
  process.once('exit', killWithTests)
  await until('Redis takes connections', () => isOpen(port))
  return { url: `redis://127.0.0.1:${port}`, stop }

  async function stop(): Promise<void> {
    process.off('exit', killWithTests)
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
