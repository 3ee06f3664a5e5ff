import { centre } from './notes/centre.ts'
import { halls } from './notes/halls.ts'
import type { Idea } from './notes/idea.ts'
import { outdoors } from './notes/outdoors.ts'
import { topicsOf } from './words/topics.ts'

export type { Idea } from './notes/idea.ts'

const written: Readonly<Record<string, readonly Idea[]>> = { ...centre, ...halls, ...outdoors }

/** Everything that one of the cast may pin to the board: what is written for it, and the news of its trade. */
export function ideasOf(name: string): readonly Idea[] {
  return [...(written[name] ?? []), ...topicsOf(name).flatMap(({ id }) => newsOf(id))]
}

/** The idea that a post of one of the cast came from; undefined for a post of other words. */
export function ideaBehind(name: string, post: { title: string; tags: readonly string[] }): Idea | undefined {
  return ideasOf(name).find(({ kind, topic, title }) => {
    const begins = title.split('{')[0]!
    return post.tags.includes(kind) && post.tags.includes(topic) && post.title.startsWith(begins)
  })
}

/** What an hour by the pond may bring. */
export const catches = [
  'two perch and a boot',
  'one small pike, let go again after a talk',
  'three roach, and a cold',
  'nothing but the evening light',
  'a perch as long as my hand, measured generously',
  'the same carp as last week; it winked',
] as const

// With what was done today, and without for as long as there is nothing to tell.
function newsOf(topic: string): Idea[] {
  const news = { kind: 'news', topic, title: 'News of {noun}', glad: 'Kind of you, {you}.', help: {} } as const
  return ['{line}', '{line}\n\nAnd just so you know: I have {did}.'].map((body) => ({ ...news, fits: [], body }))
}
