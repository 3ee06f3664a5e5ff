import type { Server as HttpServer } from 'node:http'
import { createAdapter } from '@socket.io/redis-adapter'
import { Server, type Namespace, type Socket } from 'socket.io'
import { isPublic, type FeedEvent } from '#events/index'
import { limits } from '#kernel/limits'
import { refuse } from '#kernel/refusal'
import type { Standing } from '#messages/agents'
import type { AgentView } from '#messages/views'
import type { AgentRow, Authenticator } from '#domain/agents'
import type { Feed } from '#feed'
import type { RedisPair } from '#platform/redis'
import type { VillageLink } from '#room/village'
import { isRefusal } from './mount.ts'

const worldNamespace = '/ws/world'
const liveRoom = 'live'
const touchMs = 20_000
const shedMs = 1_000
const unreadPacketsMax = 2_000

/** What happens, for clients in any language. `walked` is for the process that holds the village. */
export type Live = { walked(agent: AgentView): void; stop(): Promise<void> }

export type LiveOptions = {
  server: HttpServer
  village: VillageLink
  feed: Feed
  authenticator: Authenticator
  redis: RedisPair | undefined
}

/**
 * The Socket.IO namespace /ws/world: `world_state` on connecting, then every `world_event` in order. A client that gives
 * an agent's token in its handshake (`auth: {token}`) keeps that agent in the village for as long as it listens.
 */
export function createLive({ server, village, feed, authenticator, redis }: LiveOptions): Live {
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
  world.on('connection', (socket) => void welcome(socket, village))
  // The feed reaches every process, so it is told here only; a walk is known to one process, which tells all.
  const unsubscribe = feed.subscribe((event) => {
    if (isPublic(event.type)) world.local.to(liveRoom).emit('world_event', toMessage(event))
    shutOut(world, event)
  })
  const shedding = setInterval(() => shedSlowSockets(world), shedMs)

  return { walked, stop }

  function walked(agent: AgentView): void {
    const { id: agentId, name, walk, goal } = agent
    if (walk !== null)
      world.to(liveRoom).emit('world_event', { type: 'village.walked', at: Date.now(), agentId, name, goal, ...walk })
  }

  async function stop(): Promise<void> {
    unsubscribe()
    clearInterval(shedding)
    io.disconnectSockets(true)
    io.engine.close()
  }
}

function toMessage({ type, at, position, payload }: FeedEvent): object {
  return { type, at, position, ...payload }
}

async function authenticate(authenticator: Authenticator, socket: Socket): Promise<void> {
  const token: unknown = socket.handshake.auth.token ?? ''
  if (token === '') return
  const result = await authenticator.authenticate(typeof token === 'string' ? token : '?')
  if (result.status === 'authenticated') Object.assign(socket.data, { agent: result.agent, tokenId: result.tokenId })
  else throw Object.assign(new Error(result.detail), { data: result })
}

async function welcome(socket: Socket, village: VillageLink): Promise<void> {
  const agent = socket.data.agent as AgentRow | undefined
  if (agent !== undefined) keepInVillage(socket, agent, village)
  socket.onAny((name: unknown, ...args: unknown[]) => {
    const refusal = refuse(
      'unknown_message',
      `expected to listen only; ${JSON.stringify(String(name).slice(0, 40))} is not known`,
    )
    const answer = args.at(-1)
    if (typeof answer === 'function') answer(refusal)
    else socket.emit('refused', refusal)
  })
  const view = await village.world()
  if (isRefusal(view)) {
    socket.emit('refused', view)
    socket.conn.close() // not `disconnect`, after which a client would not come back by itself
    return
  }
  socket.emit('world_state', view)
  await socket.join(liveRoom)
}

// A socket that was let in with a token goes when the token, or its agent, may no longer be here.
function shutOut(world: Namespace, event: FeedEvent): void {
  for (const socket of world.sockets.values()) {
    const { agent, tokenId } = socket.data as { agent?: AgentRow; tokenId?: string }
    const isRevoked = event.type === 'agents.token_revoked' && event.payload.tokenId === tokenId
    const isOut =
      event.type === 'agents.standing_changed' && event.payload.agentId === agent?.id && isBarred(event.payload.to)
    if (isRevoked || isOut) socket.disconnect(true)
  }
}

function isBarred(standing: Standing): boolean {
  return standing === 'suspended' || standing === 'archived'
}

function keepInVillage(socket: Socket, agent: AgentRow, village: VillageLink): void {
  const touch = () => void village.touch(agent)
  touch()
  const timer = setInterval(touch, touchMs)
  socket.on('disconnect', () => clearInterval(timer))
}

function shedSlowSockets(world: Namespace): void {
  for (const socket of world.sockets.values()) {
    const { writeBuffer } = socket.conn as unknown as { writeBuffer: unknown[] }
    if (writeBuffer.length > unreadPacketsMax) socket.disconnect(true)
  }
}
