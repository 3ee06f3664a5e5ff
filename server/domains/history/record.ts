import type { Millis } from '#kernel/time'
import type { AgentRecord } from '#messages/history'
import type { AgentState } from '#state/village'

/** The fields of an agent that changed. */
export type Change = Partial<AgentRecord>

/** Whoever is in the village, by the number that a recording gave them. Records are never changed, only replaced. */
export type Cast = ReadonlyMap<number, AgentRecord>

/** What one tick changed. A number that was not in the cast comes with the whole record. */
export type Delta = { at: Millis; changed: [number, Change][]; left: number[] }

/** A stretch of history: the deltas after `from` up to `to`, and the state at `from` if it opens a recording or a minute. */
export type Chunk = { from: Millis; to: Millis; keyframe: Cast | undefined; deltas: Delta[] }

/** The fields that hold moments. */
export const momentFields = ['startedAt', 'saidAt', 'thoughtAt', 'emoteAt', 'claimAt'] as const

/** Copies what everyone sees of an agent; moments become absolute, and 0 where there is nothing to have a moment. */
export function recordOf(agent: AgentState, epoch: Millis): AgentRecord {
  return {
    id: agent.id,
    name: agent.name,
    kind: agent.kind,
    look: agent.look,
    standing: agent.standing,
    connection: agent.connection,
    x: agent.x,
    y: agent.y,
    path: agent.path,
    startedAt: agent.startedAt + epoch,
    tilesPerSecond: agent.tilesPerSecond,
    goal: agent.goal,
    place: agent.place,
    said: agent.said,
    saidAt: agent.said === '' ? 0 : agent.saidAt + epoch,
    thought: agent.thought,
    thoughtAt: agent.thought === '' ? 0 : agent.thoughtAt + epoch,
    emote: agent.emote,
    emoteAt: agent.emote === '' ? 0 : agent.emoteAt + epoch,
    claim: agent.claim,
    claimWhat: agent.claim === '' ? '' : agent.claimWhat,
    claimAt: agent.claim === '' ? 0 : agent.claimAt + epoch,
    conversation: agent.conversation,
  }
}

/** The fields in which two records of an agent differ; undefined if in none. All of them without an earlier record. */
export function changeBetween(before: AgentRecord | undefined, after: AgentRecord): Change | undefined {
  if (before === undefined) return after
  let change: Record<string, unknown> | undefined
  for (const field in after) {
    const key = field as keyof AgentRecord
    if (before[key] !== after[key]) (change ??= {})[key] = after[key]
  }
  return change
}
