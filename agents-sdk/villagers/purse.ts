import type { AgentEntry, Village } from '#sdk'
import type { Body } from './body.ts'
import type { Verdict } from './favour.ts'
import { plainText } from './markdown.ts'
import { understand, type Known } from './understand.ts'

/** A reward or a penalty of a villager, as its public ledger has it. */
export type Deserved = AgentEntry & { kind: 'reward' | 'penalty' }

const entriesRead = 100

/** Rewards and penalties of a villager, newest first, from its public ledger; none while the village can't be reached. */
export async function deservedOf({ attempt }: Body, village: Village): Promise<Deserved[]> {
  const page = await attempt(() => village.entries({ limit: entriesRead }))
  return (page?.entries ?? []).filter((entry): entry is Deserved => entry.kind === 'reward' || entry.kind === 'penalty')
}

/** What a reward or a penalty was for: the post by its tags, else what its reason speaks of, else what was done then. */
export function verdictOf(
  { kind, at, postId, reason }: Deserved,
  own: readonly { id: string; tags: readonly string[] }[],
  known: Known,
  done: readonly string[],
): Verdict {
  const post = own.find(({ id }) => id === postId)
  if (post !== undefined) return { kind, at, tags: post.tags }
  const { topic, place } = understand(plainText(reason), known)
  const told = [topic, place].filter((tag) => tag !== undefined)
  return { kind, at, tags: told.length > 0 || postId !== null ? told : done }
}
