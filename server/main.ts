import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFileSync } from 'node:fs'
import { matchMaker } from '@colyseus/core'
import { type Config, readConfig } from '#config'
import { createHistoryRecorder } from '#domain/history'
import { createFeed, createPastEvents } from '#feed'
import { createApp, createLive, relayOtherUpgrades, trackConnections } from '#http'
import { startJobs } from '#jobs'
import { limits } from '#kernel/limits'
import { systemClock } from '#platform/clock'
import { captureConsole, createLog, type Log } from '#platform/log'
import { createMetrics } from '#platform/metrics'
import { createRateLimit } from '#platform/rate-limit'
import { connectRedis } from '#platform/redis'
import { createVillageLink, createVillageRoom, hostVillage, villageRoomName } from '#room/village'
import { ensureFirstAdministrator } from './accounts.ts'
import { buildArena } from './arena.ts'
import { buildDomains } from './build-domains.ts'
import { attachRooms, startMatchmaking } from './colyseus.ts'
import { announceProcess, ownHost } from './processes.ts'
import { openStorage } from './storage.ts'
import { timedWork } from './timed-work.ts'
import { loadTownMap } from './town-map.ts'
import { startVillagers, type Villagers } from './villagers.ts'

const politeMs = 1_500
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** A running server: the port it took, and the way to end it in order. */
export type RunningServer = { port: number; stop(): Promise<void> }

/** Builds everything once and starts it. One server a process: Colyseus' matchmaker is a single thing. */
export async function startServer(config: Config, log: Log): Promise<RunningServer> {
  const clock = systemClock
  const metrics = createMetrics()
  const { map, tiled } = await loadTownMap(config.mapFile)
  const { storage, url: databaseUrl, close: closeStorage } = await openStorage(config)
  const redis = config.redisUrl === undefined ? undefined : await connectRedis(config.redisUrl, log)
  await ensureFirstAdministrator(config, storage, log)
  const domains = buildDomains(config, { storage, databaseUrl, clock, redis: redis?.publisher, log })
  const { accounts, agents, authenticator, board, economy, registry } = domains
  const feed = await createFeed({ database: storage.database, databaseUrl, log, metrics })
  feed.subscribe(authenticator.onEvent)
  feed.subscribe(economy.onEvent)

  await startMatchmaking(config.redisUrl)
  const village = createVillageLink()
  const arena = await buildArena(config, { storage, databaseUrl, clock, log, ...domains, askVillager: village.ask })
  feed.subscribe(arena.matches.onEvent)
  const server = createServer()
  const connections = trackConnections(server)
  const app = createApp({
    isWeb: config.roles.includes('web'),
    village,
    ...domains,
    ...arena,
    past: createPastEvents({ storage, clock }),
    log,
    metrics,
    requests: createRateLimit('requests', config.requestsPerMinuteMax ?? limits.requestsPerMinuteMax, redis?.publisher),
    authFailures: createRateLimit('auth-failures', limits.authFailuresPerMinuteMax, redis?.publisher),
    checks: [
      { name: 'database', check: storage.check },
      { name: 'village', check: villageIsOpen },
    ],
    tiledMap: tiled,
    publicUrl: config.publicUrl,
    isOriginStrict: config.isProduction,
    version: manifest.version,
    trustProxyHops: config.trustProxyHops,
  })
  server.on('request', app) // before Socket.IO, which takes its own requests out of the way of earlier listeners
  const { publicUrl, isProduction: isOriginStrict } = config
  const live = createLive({
    server,
    village,
    feed,
    authenticator,
    accounts,
    board,
    redis,
    publicUrl,
    isOriginStrict,
  })
  const room = createVillageRoom({
    map,
    dayMs: config.townDayMs,
    clock,
    storage,
    metrics,
    known: agents.byIds,
    authenticator,
    memberOf: accounts.verifyToken,
    feed,
    log,
    recorder: createHistoryRecorder({ storage, metrics, log }),
    onWalked: live.walked,
  })
  matchMaker.defineRoomType(villageRoomName, room as never)
  await matchMaker.accept()
  const rooms = attachRooms(server)

  const port = await listen(server, config)
  const directory = await announceProcess(redis?.publisher, { host: config.advertiseHost ?? ownHost(), port }, log)
  relayOtherUpgrades(server, directory.addressOf)
  const jobs = startJobs(
    config.roles.includes('worker') ? timedWork(config, storage.database, clock, arena.matches) : [],
    log,
  )

  await arena.start()

  let villagers: Villagers | undefined
  const host = config.roles.includes('rooms')
    ? await hostVillage({ databaseUrl, log, onOpened: bringVillagers, onClosed: () => void villagers?.stop() })
    : undefined
  return { port, stop }

  function bringVillagers(): void {
    if (config.demoAgents === 0) return
    villagers = startVillagers({ count: config.demoAgents, url: `http://127.0.0.1:${port}`, registry, agents, log })
  }

  async function stop(): Promise<void> {
    jobs.stop()
    await villagers?.stop()
    await arena.stop()
    // Clients are told and given a moment; one that does not answer, or never takes its seat, must not hold this up.
    const roomsClosed = matchMaker.gracefullyShutdown()
    await Promise.race([roomsClosed, pause(politeMs)])
    connections.cutAll()
    await Promise.race([roomsClosed, pause(politeMs)])
    rooms.shutdown()
    await host?.stop()
    await directory.stop()
    await live.stop()
    server.close()
    await feed.stop()
    await board.stop()
    await accounts.stop()
    await closeStorage()
    await redis?.close()
    await matchMaker.driver.shutdown()
    matchMaker.presence.shutdown()
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function villageIsOpen() {
  const rooms = await matchMaker.query({ name: villageRoomName })
  return rooms.length > 0 ? { ready: true as const } : { ready: false as const, reason: 'no process holds the village' }
}

function listen(server: Server, config: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, () => resolve((server.address() as AddressInfo).port))
  })
}

async function main(): Promise<void> {
  const result = readConfig()
  if (result.status === 'faulty') {
    process.stderr.write(`The settings can't be used:\n  ${result.faults.join('\n  ')}\n`)
    process.exit(2)
  }
  const { config } = result
  const log = createLog(config.logLevel, config.logFormat)
  captureConsole(log)
  const running = startServer(config, log)
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      void running.then((server) => server.stop()).then(() => process.exit(0), fail)
    })
  }
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was left unhandled'))
  const { port } = await running.catch(fail)
  log.info(`AI Village is at ${config.port === 0 ? `http://localhost:${port}` : config.publicUrl}`)
}

function fail(error: Error): never {
  process.stderr.write(`AI Village cannot start: ${error.message}\n`)
  process.exit(1)
}

if (import.meta.main) await main()
