import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'

/** A village in a process of its own, on a database of its own. */
export type Village = { url: string; close(): Promise<void> }

const main = fileURLToPath(import.meta.resolve('#main'))
const startMsMax = 60_000

/** Starts what `npm start` starts, on a free port, without townsfolk and without tries of its sandboxes. */
export async function startVillage(): Promise<Village> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'village-bench-'))
  const child = spawn(process.execPath, [main], { env: settings(dataDir), stdio: ['ignore', 'pipe', 'inherit'] })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  return { url: await addressOf(child), close }

  async function close(): Promise<void> {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
    process.off('exit', kill)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function settings(dataDir: string) {
  return {
    PATH: process.env.PATH,
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    DEMO_AGENTS: '0',
    RUNTIMES: 'quickjs',
    ATTEST: 'demand',
    REQUESTS_PER_MINUTE: '10000000',
    LOG_LEVEL: 'info',
    LOG_FORMAT: 'json',
  }
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  const late = AbortSignal.timeout(startMsMax)
  let text = ''
  for await (const chunk of stdout!.iterator({ destroyOnReturn: false })) {
    text += String(chunk)
    const found = /AI Village is at (http:[^\s"]+)/.exec(text)?.[1]
    if (found !== undefined) {
      stdout!.resume()
      return found.replace('localhost', '127.0.0.1')
    }
    late.throwIfAborted()
  }
  throw new Error(`the server did not start:\n${text}`)
}
