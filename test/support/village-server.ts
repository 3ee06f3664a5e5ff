import type { OpenStorage } from '#storage'
import { newDatabase, openDatabase } from './cluster.ts'
import { newAgent, removeDataDir, startTestServer, type TestServer } from './server.ts'
import { until } from './until.ts'

/** A server on a new database of the tests' PostgreSQL, which a test can look into as well. */
export type VillageServer = TestServer & {
  databaseUrl: string
  database: OpenStorage
  /** Registers an agent with a name that nobody has. */
  agent(name?: string): Promise<TestAgent>
  /** Whether the process still runs and answers; what a test that attacks it asks afterwards. */
  isWell(): Promise<boolean>
  /** Starts it again after `kill`, at the same address and with all that it kept. */
  revive(): Promise<void>
  /** Ends the server in order and closes the database. */
  close(): Promise<void>
}

export type TestAgent = { id: string; name: string; token: string }

let agents = 0

/** Starts a server whose village is open. */
export async function startVillageServer(env: Record<string, string> = {}): Promise<VillageServer> {
  const databaseUrl = await newDatabase()
  const settings = { DATABASE_URL: databaseUrl, ...env }
  const started = await startTestServer(settings)
  const database = await openDatabase(databaseUrl)
  await untilReady(started)
  const server = { ...started, databaseUrl, database, agent, isWell, revive, close }
  return server

  async function agent(name = `Agent ${++agents}`): Promise<TestAgent> {
    return { name, ...(await newAgent(database, name)) }
  }

  async function isWell(): Promise<boolean> {
    if (server.child.exitCode !== null || server.child.signalCode !== null) return false
    const response = await fetch(`${server.url}/readyz`)
    await response.text()
    return response.status === 200
  }

  async function revive(): Promise<void> {
    const { port } = new URL(server.url)
    Object.assign(server, await startTestServer({ ...settings, DATA_DIR: server.dataDir, PORT: port }))
  }

  async function close(): Promise<void> {
    await server.stop()
    await database.close()
    removeDataDir(server.dataDir)
  }
}

/** Waits until a server says that every part of it works. */
export async function untilReady({ url }: { url: string }): Promise<void> {
  await until(`${url} is ready`, () =>
    fetch(`${url}/readyz`).then(
      (response) => response.text().then(() => response.status === 200),
      () => false,
    ),
  )
}

/** Writes where an agent stood when it was last in the village, so that it comes in there. */
export async function standAt({ database }: VillageServer, { id }: TestAgent, x: number, y: number): Promise<void> {
  const walk = { x, y, path: '', startedAt: 0, tilesPerSecond: 3 }
  await database.storage.database.query(
    `insert into village_residents (agent_id, present, walk, deeds) values ($1, false, $2, '{}')`,
    [id, JSON.stringify(walk)],
  )
}
