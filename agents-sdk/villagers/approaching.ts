import type { AgentView } from '#sdk'
import type { Conversing } from './conversing.ts'
import { isFree } from './meeting.ts'
import { look, sceneOf, type Self } from './self.ts'
import * as smallTalk from './small-talk.ts'

const walkMsMax = 12_000
const reachTiles = 7

/** How a villager goes up to others: to someone who is free, or to people who talk already. */
export function createApproaching(self: Self, conversing: Conversing) {
  const { body } = self

  return { approach, joinIn }

  /** Walks up to someone who is free, and begins to talk. */
  async function approach(agent: AgentView): Promise<void> {
    const found = await goTo(agent)
    if (found === undefined || !isFree(found, self.view.time.minute)) return
    await conversing.startWith(found, (now) => smallTalk.open(sceneOf(self, now), found.name))
  }

  /** Walks up to people who talk, and joins them. */
  async function joinIn(agent: AgentView): Promise<void> {
    const topic = conversing.overheard(agent.conversation)
    const found = await goTo(agent)
    if (found === undefined || found.conversation === null) return
    await conversing.startWith(found, (now) => smallTalk.join(sceneOf(self, now), found.name, topic))
  }

  // Where the other is once this villager stands beside it; undefined when it has gone.
  async function goTo(agent: AgentView): Promise<AgentView | undefined> {
    const near = self.view.near.find((other) => other.id === agent.id)
    if (near === undefined || near.distance > 2) await Promise.race([body.walk({ agent: agent.id }), pause(walkMsMax)])
    const view = await body.perceive()
    if (view === undefined) return undefined
    look(self, view, Date.now())
    const found = view.near.find((other) => other.id === agent.id)
    return found !== undefined && found.distance <= reachTiles ? found : undefined
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
