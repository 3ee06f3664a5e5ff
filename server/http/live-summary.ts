import type { Namespace, Socket } from 'socket.io'
import type { FeedEvent } from '#events/index'
import type { BoardSummary } from '#messages/board'
import { isBoardEvent, type Board } from '#domain/board'

/** Tells how many posts are open: `welcome` those who have just come, `tell` a whole room when the board has changed. */
export type SummaryTeller = { welcome(socket: Socket): void; tell(event: FeedEvent): void }

/**
 * Tells `board_summary` to a room of this process. Posts are counted once for everyone after a change, however many come
 * to hear it. While the database is away nobody is told.
 */
export function createSummaryTeller(world: Namespace, room: string, board: Pick<Board, 'summary'>): SummaryTeller {
  let counted: Promise<BoardSummary | undefined> | undefined
  return { welcome, tell }

  function welcome(socket: Socket): void {
    void count().then((summary) => summary !== undefined && socket.emit('board_summary', summary))
  }

  function tell(event: FeedEvent): void {
    if (!isBoardEvent(event)) return
    counted = undefined
    const counting = count()
    // A count that a later change has outdated is not told.
    void counting.then((summary) => {
      if (summary !== undefined && counted === counting) world.local.to(room).emit('board_summary', summary)
    })
  }

  function count(): Promise<BoardSummary | undefined> {
    counted ??= board.summary().catch(() => (counted = undefined))
    return counted
  }
}
