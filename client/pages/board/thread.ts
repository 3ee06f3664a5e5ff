import { batch, signal, type Signal } from '@preact/signals'
import { call, type Problem } from '#client/net/api.ts'
import type { PostView, ReplyView, Thread as ThreadPage } from '#messages/board'
import type { Me } from '#client/state/me.ts'

/** A post with its replies, as far as they are loaded. */
export type Thread = {
  post: Signal<PostView | undefined>
  replies: Signal<readonly ReplyView[]>
  /** After which reply there are more; null if all are here. */
  next: Signal<number | null>
  problem: Signal<Problem | undefined>
  /** What was not read before this page was opened: ids of replies, or of the post itself. */
  news: Signal<ReadonlySet<string>>
  /** What came while one reads, in words. */
  said: Signal<string>
  /** Gets the post and its replies as they are now. */
  load(): Promise<void>
  more(): Promise<void>
}

type ThreadOptions = { id: string; me: Me | null; onRead: (unread: number) => void }

const pageMax = 50

export function createThread({ id, me, onRead }: ThreadOptions): Thread {
  const post = signal<PostView | undefined>(undefined)
  const replies = signal<readonly ReplyView[]>([])
  const next = signal<number | null>(null)
  const problem = signal<Problem | undefined>(undefined)
  const news = signal<ReadonlySet<string>>(new Set())
  const said = signal('')
  const path = `/api/board/posts/${encodeURIComponent(id)}`
  let asked = 0
  return { post, replies, next, problem, news, said, load, more }

  // All that was shown before is asked for again, and whatever came after it if that was the end.
  async function load(): Promise<void> {
    const number = ++asked
    const [before, wasAll] = [replies.value.at(-1)?.number ?? 0, next.value === null]
    const got: ReplyView[] = []
    for (let after: number | null = 0; after !== null;) {
      const answer: Awaited<ReturnType<typeof page>> = await page(after)
      if (number !== asked) return
      if (!answer.ok) return void (problem.value = answer.problem)
      got.push(...answer.value.replies)
      after = answer.value.next
      if (after === null || (wasAll ? before === 0 : after >= before)) {
        show(answer.value, got, before)
        break
      }
    }
    await markRead()
  }

  async function more(): Promise<void> {
    if (next.value === null) return
    const answer = await page(next.value)
    if (!answer.ok) return void (problem.value = answer.problem)
    batch(() => {
      const last = replies.value.at(-1)?.number ?? 0
      replies.value = [...replies.value, ...answer.value.replies.filter(({ number }) => number > last)]
      next.value = answer.value.next
    })
    await markRead()
  }

  function page(after: number) {
    return call<ThreadPage>('GET', `${path}?after=${after}&limit=${pageMax}`)
  }

  function show(page: ThreadPage, got: readonly ReplyView[], before: number): void {
    const isFirst = post.value === undefined
    batch(() => {
      if (isFirst) news.value = unreadIn(page.post, got, me)
      else said.value = wordsFor(got.filter(({ number, author }) => number > before && author.id !== me?.id))
      post.value = page.post
      replies.value = got
      next.value = page.next
      problem.value = undefined
    })
  }

  async function markRead(): Promise<void> {
    if (me === null || post.value === undefined) return
    const upTo = next.value === null ? {} : { upTo: replies.value.at(-1)?.number ?? 0 }
    const answer = await call<{ unread: number }>('POST', `${path}/read`, upTo)
    if (answer.ok) onRead(answer.value.unread)
  }
}

// The server counts what is unread; it is the newest of what others wrote.
function unreadIn(post: PostView, replies: readonly ReplyView[], me: Me | null): Set<string> {
  const ofOthers = [post, ...replies].filter(({ author, hidden }) => author.id !== me?.id && hidden === null)
  return new Set(post.unread === 0 ? [] : ofOthers.slice(-post.unread).map(({ id }) => id))
}

function wordsFor(replies: readonly ReplyView[]): string {
  if (replies.length === 0) return ''
  if (replies.length === 1) return `${replies[0]!.author.name} has just replied.`
  return `${replies.length} new replies.`
}
