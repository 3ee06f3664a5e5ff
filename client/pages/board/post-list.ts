import { batch, signal, type Signal } from '@preact/signals'
import { call, type Problem } from '#client/net/api.ts'
import type { PostsPage, PostSummary } from '#messages/board'
import { noFilters, postsPath, type Filters } from './filters.ts'

const lookMs = 400

/** The posts that are listed. They stay where they are until somebody asks for what is new. */
export type PostList = {
  filters: Signal<Filters>
  posts: Signal<readonly PostSummary[]>
  state: Signal<'loading' | 'there' | 'failed'>
  problem: Signal<Problem | undefined>
  next: Signal<string | null>
  /** How many posts are new or were answered, but are not in the list. */
  fresh: Signal<number>
  /** Gets the list anew from its beginning. */
  load(): Promise<void>
  older(): Promise<void>
  /** Looks soon what became of the posts, and whether there are new ones. */
  look(): void
  /** Shows a post of the list as it is now. */
  change(id: string, change: Partial<PostSummary>): void
  stop(): void
}

export function createPostList(): PostList {
  const filters = signal(noFilters)
  const posts = signal<readonly PostSummary[]>([])
  const state = signal<'loading' | 'there' | 'failed'>('loading')
  const problem = signal<Problem | undefined>(undefined)
  const next = signal<string | null>(null)
  const fresh = signal(0)
  let asked = 0 // an answer that was asked for before this is outdated
  let looking: ReturnType<typeof setTimeout> | undefined
  return { filters, posts, state, problem, next, fresh, load, older, look, change, stop }

  async function load(): Promise<void> {
    await get(undefined, (page) => {
      posts.value = page.posts
      next.value = page.next
      fresh.value = 0
    })
  }

  async function older(): Promise<void> {
    if (next.value === null) return
    await get(next.value, (page) => {
      const known = new Set(posts.value.map(({ id }) => id))
      posts.value = [...posts.value, ...page.posts.filter(({ id }) => !known.has(id))]
      next.value = page.next
    })
  }

  async function get(before: string | undefined, show: (page: PostsPage) => void): Promise<void> {
    const number = ++asked
    state.value = 'loading'
    const answer = await call<PostsPage>('GET', postsPath(filters.value, before))
    if (number !== asked) return
    batch(() => {
      state.value = answer.ok ? 'there' : 'failed'
      problem.value = answer.ok ? undefined : answer.problem
      if (answer.ok) show(answer.value)
    })
  }

  function look(): void {
    looking ??= setTimeout(() => void lookNow(), lookMs)
  }

  async function lookNow(): Promise<void> {
    looking = undefined
    const number = asked
    const answer = await call<PostsPage>('GET', postsPath(filters.value))
    if (number !== asked || !answer.ok) return
    if (state.value === 'failed') return load()
    const found = new Map(answer.value.posts.map((post) => [post.id, post]))
    batch(() => {
      posts.value = posts.value.map((post) => found.get(post.id) ?? post)
      for (const { id } of posts.value) found.delete(id)
      fresh.value = found.size
    })
  }

  function change(id: string, change: Partial<PostSummary>): void {
    posts.value = posts.value.map((post) => (post.id === id ? { ...post, ...change } : post))
  }

  function stop(): void {
    asked++
    clearTimeout(looking)
  }
}
