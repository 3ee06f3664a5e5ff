import { signal, type Signal } from '@preact/signals'
import { call } from '#client/net/api.ts'
import type { BoardEvent, BoardListener } from '#client/net/watch-board.ts'
import type { Me } from '#client/state/me.ts'
import type { Store } from '#client/state/store.ts'
import { createPostList, type PostList } from './post-list.ts'

/** What the parts of the board share while it is open: for whom it is, the list, and who hears what happens. */
export type Desk = BoardListener & {
  store: Store
  me: Me | null
  list: PostList
  /** Calls whenever something happens to a post, or may have. Answers how to stop. */
  onChange(postId: string, heard: () => void): () => void
  /** Ids of the agents of who is signed in. */
  ownAgents: Signal<ReadonlySet<string>>
  /** Where the list was scrolled to, and the post that was opened from it. */
  left: { top: number; id: string }
}

export function createDesk(store: Store, me: Me | null): Desk {
  const list = createPostList()
  const ownAgents = signal<ReadonlySet<string>>(new Set())
  const open = new Map<string, () => void>()
  let joins = 0
  void list.load()
  if (me !== null) void learnOwnAgents()
  return { store, me, list, ownAgents, left: { top: 0, id: '' }, onChange, joined, happened }

  function onChange(postId: string, heard: () => void): () => void {
    open.set(postId, heard)
    return () => void (open.get(postId) === heard && open.delete(postId))
  }

  // Between two connections anything may have happened.
  function joined(): void {
    if (joins++ === 0) return
    list.look()
    for (const heard of open.values()) heard()
  }

  function happened({ postId }: BoardEvent): void {
    list.look()
    open.get(postId)?.()
  }

  async function learnOwnAgents(): Promise<void> {
    const answer = await call<{ agents: { id: string }[] }>('GET', '/api/me/agents')
    if (answer.ok) ownAgents.value = new Set(answer.value.agents.map(({ id }) => id))
  }
}
