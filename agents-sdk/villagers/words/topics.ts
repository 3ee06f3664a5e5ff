import { crafts } from './crafts.ts'
import { leisure } from './leisure.ts'
import type { Topic } from './topic.ts'
import { trades } from './trades.ts'

export type { Topic } from './topic.ts'

/** Everything the villagers can talk about; of two topics that share a word the first one is meant. */
export const topics: readonly Topic[] = [...trades, ...crafts, ...leisure]

/** A topic by its id. */
export function topicOf(id: string | undefined): Topic | undefined {
  return topics.find((topic) => topic.id === id)
}

/** The topics that somebody knows best, by name. */
export function topicsOf(name: string): Topic[] {
  return topics.filter((topic) => topic.experts.includes(name))
}
