import type { Server as HttpServer } from 'node:http'
import { createAdapter } from '@socket.io/redis-adapter'
import { Server, type Socket } from 'socket.io'
import { isPublic, toWorldEvent } from '#events/index'
import { limits } from '#kernel/limits'
import type { AgentView } from '#messages/views'
import type { Accounts } from '#domain/accounts'
import type { AgentRow, Authenticator } from '#domain/agents'
import type { Board } from '#domain/board'
import type { Feed } from '#feed'
import type { RedisPair } from '#platform/redis'
import type { VillageLink } from '#room/village'
import { createLiveBoard } from './live-board.ts'
import { createSummaryTeller, type SummaryTeller } from './live-summary.ts'
import { authenticate, refuseMessages, shedSlowSockets, shutOut } from './live-sockets.ts'
import { isRefusal } from './mount.ts'
import { createOriginCheck } from './origin.ts'

const worldNamespace = '/ws/world'
const liveRoom = 'live'
const eventsRoom = 'events'
const touchMs = 20_000
const shedMs = 1_000

/** What happens, for clients in any language. `walked` is for the process that holds the village. */
export type Live = { walked(agent: AgentView): void; stop(): Promise<void> }

export type LiveOptions = {
  server: HttpServer
  village: VillageLink
  feed: Feed
  authenticator: Authenticator
  accounts: Accounts
  board: Pick<Board, 'summary'>
  publicUrl: string
  /** As of the app. */
  isOriginStrict: boolean
  redis: RedisPair | undefined
}

/**
 * The Socket.IO namespace /ws/world: `world_state` on connecting, then every `world_event` in order. Who watches the room
 * anyway says so in its handshake (`auth: {want: 'events'}`): it hears `joined`, then what the feed tells, and how many
 * posts are open (`board_summary`). A client that gives an agent's token in its handshake (`auth: {token}`) keeps that
 * agent in the village for as long as it listens. The bulletin board has a namespace of its own (live-board.ts).
 */
export function createLive(options: LiveOptions): Live {
  const { server, village, feed, authenticator, redis } = options
  const io = new Server(server, {
    serveClient: false,
    destroyUpgrade: false, // the rooms' connections come to the same server
    maxHttpBufferSize: limits.frameBytesMax,
    cors: { origin: '*' },
    transports: ['websocket', 'polling'],
  })
  if (redis !== undefined) io.adapter(createAdapter(redis.publisher, redis.subscriber))
  const world = io.of(worldNamespace)
  world.use((socket, next) => void authenticate(authenticator, socket).then(() => next(), next))
  const summary = createSummaryTeller(world, eventsRoom, options.board)
  world.on('connection', (socket) => void welcome(socket, village, summary))
  const originOf = createOriginCheck(options.publicUrl, options.isOriginStrict)
  const board = createLiveBoard({ io, authenticator, accounts: options.accounts, originOf })
  // The feed reaches every process, so it is told here only; a walk is known to one process, which tells all.
  const unsubscribe = feed.subscribe((event) => {
    if (isPublic(event)) world.local.to([liveRoom, eventsRoom]).emit('world_event', toWorldEvent(event))
    shutOut(world, event)
    board.tell(event)
    summary.tell(event)
  })
  const shedding = setInterval(() => {
    shedSlowSockets(world)
    board.shed()
  }, shedMs)

  return { walked, stop }

  function walked(agent: AgentView): void {
    const { id: agentId, name, walk, goal } = agent
    if (walk !== null)
      world.to(liveRoom).emit('world_event', { type: 'village.walked', at: Date.now(), agentId, name, goal, ...walk })
  }

  async function stop(): Promise<void> {
    unsubscribe()
    clearInterval(shedding)
    board.stop()
    io.disconnectSockets(true)
    io.engine.close()
  }
}

async function welcome(socket: Socket, village: VillageLink, summary: SummaryTeller): Promise<void> {
  const agent = socket.data.agent as AgentRow | undefined
  if (agent !== undefined) keepInVillage(socket, agent, village)
  refuseMessages(socket)
  if (wantsEventsOnly(socket)) {
    await socket.join(eventsRoom)
    socket.emit('joined')
    summary.welcome(socket)
    return
  }
  const view = await village.world()
  if (isRefusal(view)) {
    socket.emit('refused', view)
    socket.conn.close() // not `disconnect`, after which a client would not come back by itself
    return
  }
  socket.emit('world_state', view)
  await socket.join(liveRoom)
}

function wantsEventsOnly({ handshake }: Socket): boolean {
  const given: unknown = handshake.auth
  return typeof given === 'object' && given !== null && 'want' in given && given.want === 'events'
}

function keepInVillage(socket: Socket, agent: AgentRow, village: VillageLink): void {
  const touch = () => void village.touch(agent)
  touch()
  const timer = setInterval(touch, touchMs)
  socket.on('disconnect', () => clearInterval(timer))
}
