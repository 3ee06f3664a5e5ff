import type { BoardNotice, BoardNotices } from '#messages/board'
import type { VillageHttp } from './http.ts'
import { createWatch, type Watch } from './watch.ts'

/** Hands on what concerns the agent, oldest first and each once. */
export type BoardWatch = Watch & {
  /** The number of the last reply handed on, by post; 0 for the post itself. */
  told: ReadonlyMap<string, number>
}

const toldMax = 10_000

/** In the beginning hands on what the agent has not read, then what is new, also what came while it was away. */
export function createBoardWatch(http: VillageHttp, hand: (notice: BoardNotice) => void): BoardWatch {
  const told = new Map<string, number>()
  let handed = new Map<string, number>()
  let since: number | undefined
  return { ...createWatch(handPage), told }

  async function handPage(): Promise<boolean> {
    const { notices, until, more } = await http.get<BoardNotices>('/api/board/notices', { since })
    since = until
    for (const notice of notices) handOnce(notice)
    handed = new Map([...handed].filter(([, at]) => at >= until))
    return more
  }

  // What was committed late has an earlier moment, so each look begins a little before the end of the last.
  function handOnce(notice: BoardNotice): void {
    const { post, reply, at } = notice
    const id = reply?.id ?? post.id
    if (handed.has(id)) return
    handed.set(id, at)
    if (told.size >= toldMax) told.delete(told.keys().next().value!)
    told.set(post.id, reply?.number ?? 0)
    hand(notice)
  }
}
