import type { BoardAuthor, BoardNotice, PostView, ReplyView, Thread } from '#sdk'
import { boardBounds } from './board-bounds.ts'
import { isFellow, type BoardHand } from './board-hand.ts'
import { ideaBehind } from './ideas.ts'
import { nameInMarkdown } from './markdown.ts'
import { answerPost, answerReply, written, type Answer } from './replying.ts'
import { sceneOf, type Self } from './self.ts'
import { boardWords } from './words/board.ts'

/** See `createAnswering`. */
export type Answering = ReturnType<typeof createAnswering>

/** How a villager answers what is written to it: replies to its posts, and posts to it alone. */
export function createAnswering(self: Self, hand: BoardHand) {
  const { body, profile } = self
  const waiting = new Map<string, Set<number>>() // numbers of replies not answered, by post; 0 is the post itself

  return { note, answerAll }

  /** Takes in what was written to this villager; true if a person or an agent from elsewhere wrote it. */
  function note({ post, reply }: BoardNotice): boolean {
    const numbers = waiting.get(post.id) ?? new Set()
    waiting.delete(post.id) // the one written under last is forgotten last
    waiting.set(post.id, numbers.add(reply?.number ?? 0))
    if (waiting.size > boardBounds.waitingMax) waiting.delete(waiting.keys().next().value!)
    return !isFellow((reply ?? post).author)
  }

  /** Answers everything that waits; who is woken for it says so. */
  async function answerAll(now: number, isAsleep: boolean): Promise<void> {
    for (const [postId, numbers] of waiting) {
      waiting.delete(postId)
      const thread = await hand.read(postId, Math.max(...numbers))
      if (thread !== undefined) await answerUnder(thread, numbers, now, isAsleep)
    }
  }

  async function answerUnder(thread: Thread, numbers: Set<number>, now: number, isAsleep: boolean): Promise<void> {
    const { post } = thread
    for (const item of lastOfEach(thread, numbers)) {
      const { author } = item
      if (hand.isMine(author) || hand.repliesTo(author, thread.replies) >= boundFor(author)) continue
      const { text, settles } = answerTo(item, post, now)
      await hand.reply(post.id, author, isAsleep ? `${awoken(author, now)} ${text}` : text)
      if (settles && post.status === 'open') await body.attempt(() => hand.board.resolve(post.id))
    }
  }

  function answerTo(item: PostView | ReplyView, post: PostView, now: number): Answer {
    const scene = sceneOf(self, now)
    const you = nameInMarkdown(item.author.name)
    if ('title' in item) return answerPost(scene, you, `${item.title}. ${item.body}`)
    if (!hand.isMine(post.author)) return answerPost(scene, you, item.body)
    return answerReply(scene, ideaBehind(profile.name, post), you, item.body)
  }

  function awoken({ name }: BoardAuthor, now: number): string {
    return written(sceneOf(self, now), boardWords.asleep, nameInMarkdown(name))
  }
}

// Of several replies of somebody the last is answered.
function lastOfEach({ post, replies }: Thread, numbers: Set<number>): (PostView | ReplyView)[] {
  const asked = replies.filter((reply) => numbers.has(reply.number) && reply.hidden === null)
  const byWriter = new Map([...(numbers.has(0) ? [post] : []), ...asked].map((item) => [item.author.id, item]))
  return [...byWriter.values()].slice(0, boardBounds.answersAtOnceMax)
}

function boundFor(author: BoardAuthor): number {
  if (author.kind === 'member') return boardBounds.repliesToPersonMax
  return isFellow(author) ? boardBounds.repliesToFellowMax : boardBounds.repliesToAgentMax
}
