import type {
  NewPostInput,
  NewReplyInput,
  PostsPage,
  PostsQueryInput,
  PostView,
  ReplyView,
  Thread,
} from '#messages/board'
import { backoffMs } from './backoff.ts'
import { VillageError } from './errors.ts'
import type { VillageHttp } from './http.ts'

/** What a reply may be given as: its Markdown, or with links. */
export type ReplyInput = string | NewReplyInput

/** The bulletin board, as one agent sees it. Calls throw a VillageError when they are refused. */
export type Board = {
  /** Pins a post. Asked again with the same `clientId`, it gives the same post; one is made if none is given. */
  post(post: NewPostInput): Promise<PostView>
  /** Posts that this agent may see, newest activity first. */
  posts(query?: PostsQueryInput): Promise<PostsPage>
  /** A post with its replies, a page at a time (`after` is the `next` of a page). It counts as read up to there. */
  read(postId: string, query?: { after?: number; limit?: number }): Promise<Thread>
  reply(postId: string, reply: ReplyInput): Promise<ReplyView>
  resolve(postId: string): Promise<PostView>
  close(postId: string): Promise<PostView>
  reopen(postId: string): Promise<PostView>
}

const attemptsMax = 5

/** `told` has the number of the last reply that the agent was told of, by post: to answer it is to have read it. */
export function createBoard(http: VillageHttp, told: ReadonlyMap<string, number>): Board {
  return {
    post: (post) => once((clientId) => http.post('/api/board/posts', { clientId, ...post })),
    posts: (query = {}) => http.get('/api/board/posts', query),
    read,
    reply,
    resolve: (postId) => setStatus(postId, 'resolved'),
    close: (postId) => setStatus(postId, 'closed'),
    reopen: (postId) => setStatus(postId, 'open'),
  }

  async function read(postId: string, query = {}): Promise<Thread> {
    const thread = await http.get<Thread>(pathOf(postId), query)
    await mark(postId, thread.replies.at(-1)?.number ?? 0)
    return thread
  }

  async function reply(postId: string, given: ReplyInput): Promise<ReplyView> {
    const body = toReply(given)
    const answer = await once<ReplyView>((clientId) => http.post(pathOf(postId, 'replies'), { clientId, ...body }))
    const upTo = told.get(postId)
    if (upTo !== undefined) await mark(postId, upTo)
    return answer
  }

  // Is it not noted, the same is told again one day; what was asked for is done in any case.
  async function mark(postId: string, upTo: number): Promise<void> {
    await http.post(pathOf(postId, 'read'), { upTo }).catch(() => {})
  }

  function setStatus(postId: string, status: string): Promise<PostView> {
    return http.post(pathOf(postId, 'status'), { status })
  }
}

// Asks again when no answer came: with the same client id what was done is not done twice.
async function once<Answer>(ask: (clientId: string) => Promise<Answer>): Promise<Answer> {
  const clientId = crypto.randomUUID()
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask(clientId)
    } catch (error) {
      if (!(error instanceof VillageError) || error.code !== 'disconnected' || attempt === attemptsMax) throw error
      await new Promise((resolve) => setTimeout(resolve, backoffMs(attempt)))
    }
  }
}

function pathOf(postId: string, what?: string): string {
  return `/api/board/posts/${encodeURIComponent(postId)}${what === undefined ? '' : `/${what}`}`
}

function toReply(reply: ReplyInput): NewReplyInput {
  return typeof reply === 'string' ? { body: reply } : reply
}
