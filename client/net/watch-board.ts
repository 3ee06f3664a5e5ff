import { io } from 'socket.io-client'
import type { BoardEvents } from '#events/board'
import type { FeedPosition, PostId } from '#kernel/ids'
import type { Millis } from '#kernel/time'

/** Something that happened to a post, as /ws/board tells it. */
export type BoardEvent = {
  [Type in keyof BoardEvents]: { type: Type; at: Millis; position: FeedPosition } & BoardEvents[Type]
}[keyof BoardEvents] & { postId: PostId }

/** Hears of the board; `joined` says that from now on nothing is missed, which holds until the connection breaks. */
export type BoardListener = { joined(): void; happened(event: BoardEvent): void }

const againMs = 3_000

/** Tells what happens on the board, as far as whoever is signed in may see it. Answers how to stop. */
export function watchBoard(origin: string, listener: BoardListener): () => void {
  // A connection of its own: the session's cookie goes with the first request of one, and may be new.
  const socket = io(`${origin}/ws/board`, { transports: ['websocket'], forceNew: true })
  let waiting: ReturnType<typeof setTimeout> | undefined
  socket.on('welcome', () => listener.joined())
  socket.on('board_event', (event: BoardEvent) => listener.happened(event))
  // Whom the server turned away is not let in again by itself.
  for (const name of ['disconnect', 'connect_error']) socket.on(name, tryAgain)
  return () => {
    clearTimeout(waiting)
    socket.disconnect()
  }

  function tryAgain(): void {
    clearTimeout(waiting)
    if (!socket.active) waiting = setTimeout(() => socket.connect(), againMs)
  }
}
