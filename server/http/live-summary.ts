import type { Namespace, Socket } from 'socket.io'
import type { FeedEvent } from '#events/index'
import { isBoardEvent, type Board } from '#domain/board'

/** Tells how many posts are open: `welcome` those who have just come, `tell` a whole room when the board has changed. */
export type SummaryTeller = { welcome(socket: Socket): void; tell(event: FeedEvent): void }

/** Tells `board_summary` to a room of this process; however many posts come at once, it counts again only after a count. */
export function createSummaryTeller(world: Namespace, room: string, board: Pick<Board, 'summary'>): SummaryTeller {
  let isCounting = false
  let again = false
  return { welcome, tell }

  function welcome(socket: Socket): void {
    // While the database is away nobody is told; the next change makes up for it.
    board.summary().then(
      (summary) => socket.emit('board_summary', summary),
      () => undefined,
    )
  }

  function tell(event: FeedEvent): void {
    if (!isBoardEvent(event)) return
    again = true
    if (!isCounting) void count()
  }

  async function count(): Promise<void> {
    isCounting = true
    while (again) {
      again = false
      const summary = await board.summary().catch(() => undefined)
      if (summary !== undefined) world.local.to(room).emit('board_summary', summary)
    }
    isCounting = false
  }
}
