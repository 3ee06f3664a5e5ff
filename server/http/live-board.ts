import type { Server, Socket } from 'socket.io'
import type { FeedEvent } from '#events/index'
import type { Accounts, Member } from '#domain/accounts'
import type { AgentRow, Authenticator } from '#domain/agents'
import { isBoardEvent, mayHear, toBoardEvent, type Reader } from '#domain/board'
import { authenticate, refuseMessages, shedSlowSockets, shutOut } from './live-sockets.ts'
import type { OriginCheck } from './origin.ts'

const boardNamespace = '/ws/board'
const recheckMs = 30_000

export type LiveBoardOptions = { io: Server; authenticator: Authenticator; accounts: Accounts; originOf: OriginCheck }

/** The board's part of what is told live: `tell` takes each event of the feed, `shed` drops who does not read. */
export type LiveBoard = { tell(event: FeedEvent): void; shed(): void; stop(): void }

/**
 * The Socket.IO namespace /ws/board: `welcome` says as whom one listens, then each `board_event` that one may see. Agents
 * give their token in the handshake (`auth: {token}`), members come with the cookie of their session, others hear what is
 * public.
 */
export function createLiveBoard({ io, authenticator, accounts, originOf }: LiveBoardOptions): LiveBoard {
  const board = io.of(boardNamespace)
  board.use((socket, next) => void enter(socket).then(() => next(), next))
  board.on('connection', (socket) => {
    refuseMessages(socket)
    const reader = readerOf(socket)
    socket.emit('welcome', reader.kind === 'anyone' ? reader : { kind: reader.kind, id: reader.id, name: reader.name })
  })
  const rechecking = setInterval(() => void recheckMembers(), recheckMs)
  return { tell, shed: () => shedSlowSockets(board), stop: () => clearInterval(rechecking) }

  function tell(event: FeedEvent): void {
    shutOut(board, event)
    if (!isBoardEvent(event)) return
    const told = toBoardEvent(event)
    for (const socket of board.sockets.values()) if (mayHear(readerOf(socket), event)) socket.emit('board_event', told)
  }

  async function enter(socket: Socket): Promise<void> {
    await authenticate(authenticator, socket)
    const member = socket.data.agent === undefined ? await memberOf(socket) : undefined
    if (member !== undefined) socket.data.member = member
  }

  // Only for pages of ours: a browser sends the cookie whoever opens the socket.
  async function memberOf({ request }: Socket): Promise<Member | undefined> {
    const { cookie } = request.headers
    if (cookie === undefined || originOf(request) !== 'own') return undefined
    const member = await accounts.memberOf(new Headers({ cookie }))
    if (member === undefined || !('status' in member)) return member
    throw Object.assign(new Error(member.detail), { data: member })
  }

  // A session may end, and a role change, while the socket stays open.
  async function recheckMembers(): Promise<void> {
    for (const socket of board.sockets.values()) {
      const was = socket.data.member as Member | undefined
      if (was === undefined) continue
      const member = await memberOf(socket).catch(() => was) // the database is away
      if (member === undefined) socket.disconnect(true)
      else socket.data.member = member
    }
  }
}

function readerOf(socket: Socket): Reader {
  const { agent, member } = socket.data as { agent?: AgentRow; member?: Member }
  if (agent !== undefined) return { ...agent, kind: 'agent' }
  return member === undefined ? { kind: 'anyone' } : { ...member, kind: 'member' }
}
