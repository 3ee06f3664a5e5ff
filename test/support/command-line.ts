import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { newDataDir, removeDataDir } from './server.ts'

const script = fileURLToPath(new URL('../../server/cli/main.ts', import.meta.url))

export type Ran = { code: number; out: string; err: string }

/** Somebody at a terminal: a folder to stand in, and a DATA_DIR of their own. */
export type Terminal = {
  folder: string
  /** Runs the command line from the folder. */
  village(...args: string[]): Promise<Ran>
  /** Writes a file in the folder, and the folders above it. */
  write(file: string, content: string | Uint8Array): void
  read(file: string): string
  /** Takes a copy of a file to somebody else's folder. */
  send(file: string, to: Terminal): void
  dispose(): void
}

export function openTerminal(env: Record<string, string> = {}): Terminal {
  const folder = newDataDir()
  const dataDir = newDataDir()
  return { folder, village, write, read, send, dispose }

  function village(...args: string[]): Promise<Ran> {
    const { PATH, HOME, DOCKER_HOST } = process.env
    const settings = { PATH, HOME, DOCKER_HOST, DATA_DIR: dataDir, INIT_CWD: folder, ...env }
    return new Promise((resolve) => {
      execFile(process.execPath, [script, ...args], { env: settings }, (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err })
      })
    })
  }

  function write(file: string, content: string | Uint8Array): void {
    const target = path.join(folder, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, content)
  }

  function read(file: string): string {
    return readFileSync(path.join(folder, file), 'utf8')
  }

  function send(file: string, to: Terminal): void {
    copyFileSync(path.join(folder, file), path.join(to.folder, file))
  }

  function dispose(): void {
    removeDataDir(folder)
    removeDataDir(dataDir)
  }
}

/** Does some work while every processor of the machine is kept busy. */
export async function whileBusy<T>(work: () => Promise<T>): Promise<T> {
  const busy: ChildProcess[] = []
  try {
    for (let count = 0; count < availableParallelism(); count++)
      busy.push(spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' }))
    return await work()
  } finally {
    for (const child of busy) child.kill('SIGKILL')
  }
}
