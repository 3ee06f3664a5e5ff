import type { AgentId } from '#kernel/ids'
import type { AgentState } from '#state/village'

/** One agent as the room has it at a moment: a plain copy, so that nobody holds on to the room's own objects. */
export type AgentFields = Readonly<ReturnType<typeof copyFields>>

/** Copies what a viewer shows of an agent. */
export function copyFields(agent: AgentState) {
  return {
    id: agent.id as AgentId,
    name: agent.name,
    kind: agent.kind,
    look: agent.look,
    standing: agent.standing,
    connection: agent.connection,
    x: agent.x,
    y: agent.y,
    path: agent.path,
    startedAt: agent.startedAt,
    tilesPerSecond: agent.tilesPerSecond,
    goal: agent.goal,
    place: agent.place,
    said: agent.said,
    saidAt: agent.saidAt,
    thought: agent.thought,
    thoughtAt: agent.thoughtAt,
    emote: agent.emote,
    emoteAt: agent.emoteAt,
    claim: agent.claim,
    claimWhat: agent.claimWhat,
    claimAt: agent.claimAt,
    conversation: agent.conversation,
  }
}
