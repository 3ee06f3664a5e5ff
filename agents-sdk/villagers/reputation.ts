import type { PostSummary, Village } from '#sdk'
import type { BoardHand } from './board-hand.ts'
import { ideaBehind } from './ideas.ts'
import { nameInMarkdown } from './markdown.ts'
import { deservedOf, verdictOf, type Deserved } from './purse.ts'
import { knownIn } from './scene.ts'
import { sceneOf, type Self } from './self.ts'
import { nameOf, thanksOnPost } from './thanking.ts'

/** See `createReputation`. */
export type Reputation = ReturnType<typeof createReputation>

const postsRead = 50
/** What was given this long ago is thanked for no more. */
const thanksMsMax = 30 * 60_000
const deedsKept = 100

/**
 * What people think of a villager, from its public ledger and its own posts, so that it outlasts a restart. What it was
 * about when it was rewarded for no post it knows only while it lives.
 */
export function createReputation(self: Self, hand: BoardHand, village: Village) {
  const { body, profile } = self
  const thanked = new Set<string>()
  const done = new Map<string, readonly string[]>() // what it was about, by the transfer
  let own: readonly PostSummary[] = []

  return { noteDeed, lookThrough, thank, own: () => own, posted }

  /** Keeps in mind what it is about now, for which it has just been given something. */
  function noteDeed(transferId: string): void {
    const { place, task } = self.stop
    done.set(transferId, [place, ...(task.topic === undefined ? [] : [task.topic])])
    if (done.size > deedsKept) done.delete(done.keys().next().value!)
  }

  function posted(post: PostSummary): void {
    own = [post, ...own]
  }

  /** Looks at its own posts and at what people gave or took. */
  async function lookThrough(now: number): Promise<Deserved[]> {
    const asked = { author: self.view.me.id, sort: 'newest', limit: postsRead }
    own = (await body.attempt(() => hand.board.posts(asked)))?.posts ?? own
    const deserved = await deservedOf(body, village)
    const known = knownIn(sceneOf(self, now))
    self.verdicts = deserved.map((entry) => verdictOf(entry, own, known, done.get(entry.id) ?? []))
    return deserved
  }

  /** Thanks or apologises under each of its posts that was lately rewarded or penalized, once each. */
  async function thank(now: number): Promise<void> {
    for (const given of await lookThrough(now)) {
      const post = own.find(({ id }) => id === given.postId)
      if (post === undefined || thanked.has(given.id) || hand.now(now) - given.at > thanksMsMax) continue
      thanked.add(given.id)
      await thankUnder(post, given, now)
    }
  }

  async function thankUnder(post: PostSummary, given: Deserved, now: number): Promise<void> {
    const thread = await hand.read(post.id, post.replyCount)
    const you = nameInMarkdown(given.from.name ?? 'whoever it was')
    const isDone = thread?.replies.some(
      ({ author, createdAt, body: text }) =>
        hand.isMine(author) && createdAt >= given.at && isThanks(given.kind, you, text),
    )
    if (thread === undefined || isDone === true) return // it takes no replies, or it was done in an earlier life
    const what = nameOf(ideaBehind(profile.name, post))
    const text = thanksOnPost(sceneOf(self, now), given, you, what)
    await body.attempt(() => hand.board.reply(post.id, text))
  }
}

function isThanks(kind: 'reward' | 'penalty', you: string, text: string): boolean {
  return text.includes(you) && (kind === 'reward' ? /thank/i : /sorry|apolog/i).test(text)
}
