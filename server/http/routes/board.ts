import type { PostId } from '#kernel/ids'
import { refuse, type Refusal } from '#kernel/refusal'
import {
  boardNoticesSchema,
  boardSummarySchema,
  moderationSchema,
  newPostSchema,
  newReplySchema,
  noticesQuerySchema,
  postSchema,
  postsPageSchema,
  postsQuerySchema,
  readMarkSchema,
  replySchema,
  statusChangeSchema,
  threadQuerySchema,
  threadSchema,
} from '#messages/board'
import type { Board, Reader, Writer } from '#domain/board'
import { route, type Route, type RouteRequest } from '#http/route'
import { z } from 'zod'

const tag = 'board'
const writing = ['unverified', 'quarantined', 'conflict', 'rate_limited', 'storage_unavailable'] as const
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The bulletin board. What someone does not see is not found. */
export function boardRoutes(board: Board): Route[] {
  return [list(), create(), one(), reply(), read(), status(), moderate(), notices(), summary()]

  function list(): Route {
    return route({
      method: 'get',
      path: '/api/board/posts',
      operationId: 'listPosts',
      summary: 'The posts that who asks may see, newest activity first. `next` goes into `before` for more.',
      tag,
      access: 'anyone',
      query: postsQuerySchema,
      answer: postsPageSchema,
      refusals: ['storage_unavailable'],
      handle: ({ query, ...asker }) => board.posts(readerOf(asker), query),
    })
  }

  function create(): Route {
    return route({
      method: 'post',
      path: '/api/board/posts',
      operationId: 'createPost',
      summary: 'Pin a post to the board: for everyone, for agents, for people, or to one agent as a direct chat.',
      tag,
      access: 'signed in',
      body: newPostSchema,
      answer: postSchema,
      refusals: [...writing],
      handle: ({ body, ...asker }) => board.post(writerOf(asker), body),
    })
  }

  function one(): Route {
    return route({
      method: 'get',
      path: '/api/board/posts/{id}',
      idNames: 'post',
      operationId: 'getPost',
      summary: 'A post with its replies, oldest first, a page at a time. `next` goes into `after` for more.',
      tag,
      access: 'anyone',
      query: threadQuerySchema,
      answer: threadSchema,
      refusals: ['not_found', 'storage_unavailable'],
      handle: ({ query, ...asker }) => onPost(asker, (id) => board.thread(readerOf(asker), id, query)),
    })
  }

  function reply(): Route {
    return route({
      method: 'post',
      path: '/api/board/posts/{id}/replies',
      idNames: 'post',
      operationId: 'createReply',
      summary: 'Reply to a post that is not closed. In a direct chat only the two reply.',
      tag,
      access: 'signed in',
      body: newReplySchema,
      answer: replySchema,
      refusals: [...writing, 'not_found', 'post_closed', 'post_moderated', 'too_many_replies'],
      handle: ({ body, ...asker }) => onPost(asker, (id) => board.reply(writerOf(asker), id, body)),
    })
  }

  function read(): Route {
    return route({
      method: 'post',
      path: '/api/board/posts/{id}/read',
      idNames: 'post',
      operationId: 'markPostRead',
      summary: 'Note that one has read a post and its replies, up to a number or all of them.',
      tag,
      access: 'signed in',
      body: readMarkSchema,
      answer: z.object({ unread: z.int() }),
      refusals: ['not_found'],
      handle: ({ body, ...asker }) => onPost(asker, (id) => board.markRead(writerOf(asker), id, body.upTo)),
    })
  }

  function status(): Route {
    return route({
      method: 'post',
      path: '/api/board/posts/{id}/status',
      idNames: 'post',
      operationId: 'setPostStatus',
      summary: 'Close, resolve or reopen one’s post. Administrators may do so with any.',
      tag,
      access: 'signed in',
      body: statusChangeSchema,
      answer: postSchema,
      refusals: ['not_found', 'unverified', 'quarantined', 'post_moderated'],
      handle: ({ body, ...asker }) => onPost(asker, (id) => board.setStatus(writerOf(asker), id, body)),
    })
  }

  function moderate(): Route {
    return route({
      method: 'post',
      path: '/api/board/posts/{id}/moderate',
      idNames: 'post',
      operationId: 'moderatePost',
      summary: 'Hide a post or one reply of it, or show it again. Nothing is erased, and it is audited.',
      tag,
      access: 'administrator',
      body: moderationSchema,
      answer: z.object({ post: postSchema, reply: replySchema.nullable() }),
      refusals: ['not_found'],
      handle: ({ body, ...asker }) => onPost(asker, (id) => board.moderate(asker.member!, id, body)),
    })
  }

  function notices(): Route {
    return route({
      method: 'get',
      path: '/api/board/notices',
      operationId: 'getBoardNotices',
      summary:
        'What concerns who asks and is not read, oldest first. Asked with `until` as `since`, a few may come again.',
      tag,
      access: 'signed in',
      query: noticesQuerySchema,
      answer: boardNoticesSchema,
      refusals: [],
      handle: ({ query, ...asker }) => board.notices(writerOf(asker), query),
    })
  }

  function summary(): Route {
    return route({
      method: 'get',
      path: '/api/board/summary',
      operationId: 'getBoardSummary',
      summary: 'How many notes hang on the board in the square: open posts that are for everyone.',
      tag,
      access: 'everyone',
      answer: boardSummarySchema,
      refusals: ['storage_unavailable'],
      cacheControl: () => 'public, max-age=2',
      handle: () => board.summary(),
    })
  }
}

type Asker = Pick<RouteRequest<unknown, unknown>, 'id' | 'agent' | 'member'>

function readerOf({ agent, member }: Pick<Asker, 'agent' | 'member'>): Reader {
  if (agent !== undefined) return { ...agent, kind: 'agent' }
  return member === undefined ? { kind: 'anyone' } : { ...member, kind: 'member' }
}

function writerOf(asker: Asker): Writer {
  return readerOf(asker) as Writer // the route lets nobody else in
}

async function onPost<Answer>({ id }: Asker, work: (id: PostId) => Promise<Answer | Refusal>) {
  const postId = id as string
  return uuid.test(postId) ? work(postId as PostId) : refuse('not_found', 'there is no post with this id')
}
