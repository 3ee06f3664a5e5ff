import type { BoardAuthor, PostStatus, PostView, ReplyView, Thread, Village } from '#sdk'
import { cast } from './cast.ts'
import { nameInMarkdown } from './markdown.ts'
import type { Self } from './self.ts'

/** See `createBoardHand`. */
export type BoardHand = ReturnType<typeof createBoardHand>

const repliesRead = 100

/** A villager's hand at the board: reads a post with its latest replies, and writes below it. */
export function createBoardHand(self: Self, village: Village) {
  const { body } = self

  return {
    board: village.board,
    isMine,
    read,
    reply,
    /** How often this villager wrote to somebody among some replies. */
    repliesTo: ({ name }: BoardAuthor, replies: readonly ReplyView[]) =>
      replies.filter(({ author, body: text }) => isMine(author) && text.includes(nameInMarkdown(name))).length,
    /** Real time by the village's clock. */
    now: (now: number) => self.view.time.now + now - self.viewedAt,
  }

  function isMine({ id }: BoardAuthor): boolean {
    return id === self.view.me.id
  }

  /** A post with as many of its replies up to a number as one look takes; undefined if it takes no more replies. */
  async function read(postId: string, upTo: number): Promise<Thread | undefined> {
    const after = Math.max(0, upTo - repliesRead)
    const thread = await body.attempt(() => village.board.read(postId, { after, limit: repliesRead }))
    return thread !== undefined && takesReplies(thread.post) ? thread : undefined
  }

  /** Replies to somebody by name. */
  async function reply(postId: string, to: BoardAuthor, text: string): Promise<void> {
    const you = nameInMarkdown(to.name)
    const named = text.includes(you) ? text : `${you}: ${text}`
    await body.attempt(() => village.board.reply(postId, named))
  }
}

/** Whether somebody is of the cast. */
export function isFellow({ kind, name }: BoardAuthor): boolean {
  return kind === 'agent' && cast.some((profile) => profile.name === name)
}

const takingReplies: readonly PostStatus[] = ['open', 'resolved']

function takesReplies({ status, hidden }: PostView): boolean {
  return hidden === null && takingReplies.includes(status)
}
