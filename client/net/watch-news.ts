import { io } from 'socket.io-client'
import type { WorldEvent } from '#events/index'
import type { BoardSummary } from '#messages/board'

/** Hears what happens; `joined` says that from now on nothing is missed, which holds until the connection breaks. */
export type NewsListener = {
  joined?(): void
  happened?(event: WorldEvent): void
  boardChanged?(summary: BoardSummary): void
}

/** Tells everyone who listens what happens in the village, for ever; joins again by itself whenever the connection breaks. */
export function watchNews(origin: string, ...listeners: readonly NewsListener[]): void {
  const socket = io(`${origin}/ws/world`, { transports: ['websocket'], auth: { want: 'events' } })
  socket.on('joined', () => listeners.forEach((listener) => listener.joined?.()))
  socket.on('board_summary', (summary: BoardSummary) =>
    listeners.forEach((listener) => listener.boardChanged?.(summary)),
  )
  socket.on('world_event', (event: WorldEvent) => listeners.forEach((listener) => listener.happened?.(event)))
}
