import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createAgentRegistry } from '#domain/agents'
import { systemClock } from '#platform/clock'
import { openStorage, type OpenStorage } from '#storage'

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
const startMsMax = 30_000

/** A server under test, as a process of its own with a database of its own. */
export type TestServer = {
  url: string
  dataDir: string
  child: ChildProcess
  /** Everything it has written so far. */
  output(): string
  /** SIGTERM, and waits for the end; returns the exit code. */
  stop(): Promise<number | null>
  /** kill -9: nothing is saved, nothing is closed. */
  kill(): Promise<void>
}

/** Makes an empty DATA_DIR; `removeDataDir` takes it away again. */
export function newDataDir(): string {
  return mkdtempSync(path.join(tmpdir(), 'village-test-'))
}

export function removeDataDir(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true })
}

/** Starts `server/main.ts` on a free port with the given settings and waits until it says where it is. */
export async function startTestServer(env: Record<string, string> = {}): Promise<TestServer> {
  const dataDir = env.DATA_DIR ?? newDataDir()
  const settings = {
    PORT: '0',
    HOST: '127.0.0.1',
    DEMO_AGENTS: '0',
    LOG_FORMAT: 'json',
    LOG_LEVEL: 'debug',
    DATA_DIR: dataDir,
    RUNTIMES: 'quickjs,wasm', // containers only where a test is about them
    ATTEST: 'demand',
  }
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, ...settings, ...env }, stdio: 'pipe' })
  const killWithTests = () => child.kill('SIGKILL')
  process.once('exit', killWithTests) // a run that breaks off leaves no server behind
  child.once('exit', () => process.off('exit', killWithTests))
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  const url = await addressIn(child, () => text)
  return { url, dataDir, child, output: () => text, stop: () => end(child, 'SIGTERM'), kill }

  async function kill(): Promise<void> {
    await end(child, 'SIGKILL')
  }
}

async function addressIn(child: ChildProcess, text: () => string): Promise<string> {
  const startedAt = Date.now()
  for (;;) {
    const match = /AI Village is at (http:\/\/[^\s"]+)/.exec(text())
    if (match !== null) return match[1]!.replace('localhost', '127.0.0.1')
    if (child.exitCode !== null || Date.now() - startedAt > startMsMax) throw new Error(`no server:\n${text()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
  return child.exitCode
}

/** Opens the database of a test server beside it, as the command line does. */
export function openTestStorage(dataDir: string): Promise<OpenStorage> {
  return openStorage({ dataDir, databaseUrl: undefined })
}

/** Registers an agent directly in the database of a test server. */
export async function newAgent({ storage }: OpenStorage, name: string): Promise<{ id: string; token: string }> {
  const registry = createAgentRegistry({ storage, clock: systemClock })
  const result = await registry.create('test', { name })
  if (result.status === 'refused') throw new Error(result.detail)
  return { id: result.agent.id, token: result.token }
}
