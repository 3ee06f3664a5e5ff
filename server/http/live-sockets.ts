import type { Namespace, Socket } from 'socket.io'
import type { FeedEvent } from '#events/index'
import { refuse } from '#kernel/refusal'
import type { Standing } from '#messages/agents'
import type { AgentRow, Authenticator } from '#domain/agents'

const unreadPacketsMax = 2_000

/** Lets a socket in as the agent whose token is in its handshake (`auth: {token}`), or as nobody; throws a refusal. */
export async function authenticate(authenticator: Authenticator, socket: Socket): Promise<void> {
  const token: unknown = socket.handshake.auth.token ?? ''
  if (token === '') return
  const result = await authenticator.authenticate(typeof token === 'string' ? token : '?')
  if (result.status === 'authenticated') Object.assign(socket.data, { agent: result.agent, tokenId: result.tokenId })
  else throw Object.assign(new Error(result.detail), { data: result })
}

/** Refuses whatever a client sends: these namespaces only tell. */
export function refuseMessages(socket: Socket): void {
  socket.onAny((name: unknown, ...args: unknown[]) => {
    const refusal = refuse(
      'unknown_message',
      `expected to listen only; ${JSON.stringify(String(name).slice(0, 40))} is not known`,
    )
    const answer = args.at(-1)
    if (typeof answer === 'function') answer(refusal)
    else socket.emit('refused', refusal)
  })
}

/** Disconnects those let in with a token when the token, or its agent, may no longer be here. */
export function shutOut(namespace: Namespace, event: FeedEvent): void {
  if (event.type !== 'agents.token_revoked' && event.type !== 'agents.standing_changed') return
  for (const socket of namespace.sockets.values()) {
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

/** Disconnects those who do not read what they are sent. */
export function shedSlowSockets(namespace: Namespace): void {
  for (const socket of namespace.sockets.values()) {
    const { writeBuffer } = socket.conn as unknown as { writeBuffer: unknown[] }
    if (writeBuffer.length > unreadPacketsMax) socket.disconnect(true)
  }
}
