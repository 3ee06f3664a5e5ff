import { signal, type Signal } from '@preact/signals'
import type { NewsListener } from '#client/net/watch-news.ts'
import type { WorldEvent } from '#events/index'
import type { AgentId, FeedPosition } from '#kernel/ids'

const keptMax = 100

/** That an agent was given or lost aiDollars. */
export type Judgement = { position: FeedPosition; agentId: AgentId }

/** What is heard of money while the page is open: the last changes, the newest last, and how often hearing began anew. */
export type Money = { heard: Signal<readonly Judgement[]>; joins: Signal<number> }

export function createMoney(): Money {
  return { heard: signal([]), joins: signal(0) }
}

/** Keeps what is heard of money, live, whatever moment is shown. */
export function keepMoney({ heard, joins }: Money): NewsListener {
  return {
    joined: () => void (joins.value += 1),
    happened: (event) => {
      if (isJudgement(event)) heard.value = [...heard.peek(), event].slice(-keptMax)
    },
  }
}

/** Changes whenever what an agent has may have changed since it was last asked for. */
export function moneyMark({ heard, joins }: Money, id: AgentId): string {
  const last = heard.value.findLast(({ agentId }) => agentId === id)
  return `${joins.value} ${last?.position ?? 0}`
}

function isJudgement({ type }: WorldEvent): boolean {
  return type === 'economy.rewarded' || type === 'economy.penalized'
}
