import type { NewPost, PostSummary } from '#sdk'
import { boardBounds, type BoardPace } from './board-bounds.ts'
import { createChance, pick } from './chance.ts'
import { isBarred, pickWeighted, weightOf, type Verdict } from './favour.ts'
import { catches, ideaBehind, ideasOf, type Idea } from './ideas.ts'
import { choose, fill } from './line.ts'
import { plainText } from './markdown.ts'
import { valuesOf, type Scene, type Values } from './scene.ts'
import { topicOf } from './words/topics.ts'

/** A post as far as it matters for whether and what to post next. */
export type PostBefore = Pick<PostSummary, 'title' | 'tags' | 'createdAt' | 'status'>

/** What a villager knows of the board when it thinks of posting: posts newest first, and what people thought of its own. */
export type BoardSight = {
  /** Now, when the town's day began, and how long it is, in the village's real milliseconds. */
  now: number
  dayStartedAt: number
  dayMs: number
  own: readonly PostBefore[]
  /** Of the whole cast, its own included. */
  cast: readonly PostBefore[]
  verdicts: readonly Verdict[]
}

/** Whether a villager may post now: not too often itself, and not too soon after another. */
export function mayPost({ now, dayStartedAt, own, cast }: BoardSight, pace: BoardPace): boolean {
  const today = own.filter(({ createdAt }) => createdAt >= dayStartedAt)
  if (today.length >= boardBounds.postsPerDayMax) return false
  const open = cast.filter(({ status }) => status === 'open')
  const castGapMs = open.length < boardBounds.newBoardPostsMax ? pace.newBoardGapMs : pace.castGapMs
  return now - lastOf(own) >= pace.ownGapMs && now - lastOf(cast) >= castGapMs
}

function lastOf(posts: readonly PostBefore[]): number {
  return Math.max(-Infinity, ...posts.map(({ createdAt }) => createdAt))
}

/** What a villager posts next, by what it is, what happened to it, and what people liked; undefined if nothing fits. */
export function decidePost(scene: Scene, sight: BoardSight): NewPost | undefined {
  const { me, moment } = scene
  const chance = createChance(`${me.name} at the board on day ${moment.day}, after ${sight.own[0]?.title}`)
  const lately = sight.own.slice(0, boardBounds.ideasKeptBack).map((post) => ideaBehind(me.name, post)?.title)
  const drafts = ideasOf(me.name)
    .filter(({ kind, title }) => !lately.includes(title) && !isBarred(kind, sight.verdicts, sight.now, sight.dayMs))
    .map((idea) => draftOf({ ...scene, chance }, idea, sight))
    .filter((draft) => draft !== undefined)
  const perTitle = [...new Map(drafts.map((draft) => [draft.title, draft])).values()] // the same with more to tell
  return pickWeighted(chance, perTitle, ({ tags = [] }) =>
    tags.reduce((weight, tag) => weight * weightOf(tag, sight.verdicts), 1),
  )
}

function draftOf(scene: Scene, idea: Idea, sight: BoardSight): NewPost | undefined {
  const values = valuesFor(scene, idea, sight)
  const [title, body] = [fill(idea.title, values), fill(idea.body, values)]
  return title === undefined || body === undefined ? undefined : { title, body, tags: [idea.kind, idea.topic] }
}

function valuesFor(scene: Scene, { topic: id, title }: Idea, { own }: BoardSight): Values {
  const { memory, moment, chance } = scene
  const topic = topicOf(id)
  const deed = memory.deeds().findLast((done) => done.moment.day === moment.day && done.topic !== 'notices')
  const isTold = (name: string) => own.some((post) => post.title === fill(title, { who: name }))
  const newcomer = memory
    .people()
    .find(({ name, isNewcomer, seen }) => isNewcomer && seen?.moment.day === moment.day && !isTold(plainText(name)))
  return {
    ...valuesOf(scene),
    noun: topic?.noun,
    line: choose(scene, topic?.news ?? [])?.text,
    did: deed?.did,
    who: newcomer && plainText(newcomer.name),
    catch: pick(chance, catches),
  }
}
