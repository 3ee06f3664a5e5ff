import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import * as path from 'node:path'
import { startEmbeddedPostgres } from '#platform/embedded-postgres'
import { query } from './cluster.ts'
import { newDataDir, removeDataDir } from './server.ts'
import { until } from './until.ts'

/** A PostgreSQL that a test can take away and bring back at the same address. */
export type FaultyPostgres = {
  url: string
  /** Ends it as a restart does: sessions are cut, new ones refused. */
  stop(): Promise<void>
  start(): Promise<void>
  /** kill -9 of all its processes: nothing is written, nothing is closed. */
  kill(): Promise<void>
  /** Stops all its processes in their tracks: it accepts and never answers. */
  freeze(): void
  thaw(): void
  remove(): Promise<void>
}

export async function startFaultyPostgres(): Promise<FaultyPostgres> {
  const dir = newDataDir()
  const dataDir = path.join(dir, 'postgres')
  const { url } = await startEmbeddedPostgres(dir)
  const [command, ...args] = commandLine(dataDir)
  return { url, stop, start, kill, freeze, thaw, remove }

  async function stop(): Promise<void> {
    const pid = pidIn(dataDir)
    process.kill(pid, 'SIGINT')
    await until('PostgreSQL has ended', () => !isAlive(pid))
  }

  async function start(): Promise<void> {
    const { uid } = statSync(dataDir)
    const prefix = ['unshare', '--user', '--map-user=65534', '--map-group=65534'] // PostgreSQL refuses to be root
    const [first, ...rest] =
      process.getuid?.() === 0 && uid === 0 ? [...prefix, command!, ...args] : [command!, ...args]
    const identity = process.getuid?.() === 0 && uid !== 0 ? { uid, gid: uid } : {}
    spawn(first!, rest, { stdio: 'ignore', detached: true, ...identity }).unref()
    await until('PostgreSQL answers', () =>
      query(url, 'select 1').then(
        () => true,
        () => false,
      ),
    )
  }

  async function kill(): Promise<void> {
    const processes = family(pidIn(dataDir))
    for (const pid of processes) signal(pid, 'SIGKILL')
    await until('all its processes have ended', () => processes.every((pid) => !isAlive(pid)))
  }

  function freeze(): void {
    for (const pid of family(pidIn(dataDir))) signal(pid, 'SIGSTOP')
  }

  function thaw(): void {
    for (const pid of family(pidIn(dataDir))) signal(pid, 'SIGCONT')
  }

  async function remove(): Promise<void> {
    thaw()
    await stop()
    removeDataDir(dir)
  }
}

// How it was started stands in postmaster.opts, each argument in quotes.
function commandLine(dataDir: string): string[] {
  const text = readFileSync(path.join(dataDir, 'postmaster.opts'), 'utf8').trim()
  const args = [...text.matchAll(/"([^"]*)"/g)].map((match) => match[1]!)
  return [text.slice(0, text.indexOf(' "')), ...args]
}

function pidIn(dataDir: string): number {
  return Number(readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n', 1)[0])
}

// The postmaster first, so that it starts no more children meanwhile.
function family(postmaster: number): number[] {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === postmaster)
  return [postmaster, ...children.map(Number)]
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1])
  } catch {
    return undefined // it has ended meanwhile
  }
}

// A child may end by itself between being listed and being told.
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
