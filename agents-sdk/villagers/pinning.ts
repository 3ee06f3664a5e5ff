import type { NewPost, PostSummary } from '#sdk'
import { boardBounds, type BoardPace } from './board-bounds.ts'
import { isFellow, type BoardHand } from './board-hand.ts'
import { between } from './chance.ts'
import { ideaBehind } from './ideas.ts'
import { fill } from './line.ts'
import { nameInMarkdown } from './markdown.ts'
import { decidePost, mayPost, type BoardSight } from './posting.ts'
import type { Reputation } from './reputation.ts'
import { acknowledge, answerPost, concerns } from './replying.ts'
import { momentAt, msPerMinute, sceneOf, type Self } from './self.ts'

const postsRead = 100
/** A fellow or the clerk answers a post only after this, so that others have their say first. */
const patienceMs = 90_000
/** How long it takes to pin up a note. */
const pinningMs = [800, 3_000] as const
const clerk = 'Ines'

/** How a villager takes part in the board without being asked: it helps others, and pins up something of its own. */
export function createPinning(self: Self, hand: BoardHand, reputation: Reputation, pace: BoardPace) {
  const { body, chance, profile } = self
  const passed = new Set<string>() // posts of others that are answered, or not this villager's to answer

  return { help, pinUp }

  /** Answers one post of someone else that is this villager's to answer, if there is one. */
  async function help(now: number): Promise<void> {
    const asked = { status: 'open', audience: 'public', sort: 'newest', limit: postsRead }
    const page = await body.attempt(() => hand.board.posts(asked))
    for (const post of page?.posts ?? []) {
      if (hand.isMine(post.author) || post.hidden !== null || passed.has(post.id)) continue
      const answer = helpFor(post, hand.now(now) - post.createdAt < patienceMs, now)
      if (answer === null) continue
      passed.add(post.id)
      if (answer !== undefined && (await helpUnder(post, answer))) break
    }
    while (passed.size > 2 * postsRead) passed.delete(passed.values().next().value!)
  }

  // Null means later: others first.
  function helpFor(post: PostSummary, isNew: boolean, now: number): string | undefined | null {
    const scene = sceneOf(self, now)
    const you = nameInMarkdown(post.author.name)
    if (isFellow(post.author)) {
      const help = ideaBehind(post.author.name, post)?.help[profile.name]
      return help !== undefined && isNew ? null : help && fill(help, { you })
    }
    const text = `${post.title}. ${post.excerpt}`
    if (concerns(scene, you, text) !== undefined) return answerPost(scene, you, text).text
    if (profile.name !== clerk || post.replyCount > 0) return undefined
    return isNew ? null : acknowledge(scene, you).text
  }

  async function helpUnder(post: PostSummary, answer: string): Promise<boolean> {
    const thread = await hand.read(post.id, post.replyCount)
    if (thread === undefined || thread.replies.some(({ author }) => hand.isMine(author))) return false
    if (thread.replies.filter(({ author }) => isFellow(author)).length >= boardBounds.fellowsPerPostMax) return false
    await hand.reply(post.id, post.author, answer)
    return true
  }

  /** Pins up something of its own, if it may and has something to say; true if it did. */
  async function pinUp(now: number): Promise<boolean> {
    const sight = await sightOf(now)
    const draft = sight !== undefined && mayPost(sight, pace) ? decidePost(sceneOf(self, now), sight) : undefined
    if (draft === undefined) return false
    await body.use('pins up a note')
    await pause(between(chance, ...pinningMs))
    const later = await sightOf(Date.now())
    if (later === undefined || !mayPost(later, pace)) return false // a fellow was faster
    await takeDown()
    return pin(draft)
  }

  async function sightOf(now: number): Promise<BoardSight | undefined> {
    const asked = { audience: 'public', sort: 'newest', limit: postsRead }
    const page = await body.attempt(() => hand.board.posts(asked))
    if (page === undefined) return undefined
    await reputation.lookThrough(now)
    const at = hand.now(now)
    const dayStartedAt = at - momentAt(self, now).minute * msPerMinute(self)
    const [own, verdicts] = [reputation.own(), self.verdicts]
    const cast = page.posts.filter(({ author }) => isFellow(author))
    return { now: at, dayStartedAt, dayMs: self.view.time.dayMs, own, cast, verdicts }
  }

  // What has hung for long makes room.
  async function takeDown(): Promise<void> {
    const open = reputation.own().filter(({ status }) => status === 'open')
    for (const { id } of open.slice(boardBounds.openPostsMax - 1)) await body.attempt(() => hand.board.close(id))
  }

  async function pin(draft: NewPost): Promise<boolean> {
    const pinned = await body.attempt(() => hand.board.post(draft))
    if (pinned === undefined) return false
    reputation.posted(pinned)
    await body.emote('note')
    return true
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
