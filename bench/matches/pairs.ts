import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from '#kernel/limits'
import type { Village } from '#sdk'

/** Two agents, and how many messages each of them has sent in its last matches. */
type Pair = { agents: readonly Village[]; sent: { at: number; messages: number }[] }

/** Pairs of agents of which one is free for the next match. */
export type Pairs = ReturnType<typeof createPairs>

const windowMs = 1_000
/** What an agent sends in a match of two at most, `init` and the result included: Connect Four has 42 turns. */
const messagesOfMatchMax = 23
const waitMs = 5

/**
 * The village closes a connection that sends more than `messagesPerSecondMax`, and an agent that plays by chance would: so
 * the next match is for a pair that may send as much as it takes, and waits until there is one.
 */
export function createPairs(agents: readonly Village[]) {
  const pairs: Pair[] = []
  for (let at = 0; at + 1 < agents.length; at += 2) pairs.push({ agents: agents.slice(at, at + 2), sent: [] })
  return { next, played }

  async function next(): Promise<Pair> {
    for (;;) {
      const free = pairs.find(mayPlay)
      if (free === undefined) await sleep(waitMs)
      else return free
    }
  }

  function played({ sent }: Pair, turns: number): void {
    sent.push({ at: performance.now(), messages: Math.ceil(turns / 2) + 2 })
  }
}

function mayPlay(pair: Pair): boolean {
  const from = performance.now() - windowMs
  pair.sent = pair.sent.filter(({ at }) => at > from)
  const messages = pair.sent.reduce((sum, one) => sum + one.messages, 0)
  return messages + messagesOfMatchMax < limits.messagesPerSecondMax
}
