import type { AgentId, VersionId } from '#kernel/ids'

/** Which version, of which agent, for which game; `digest` names its code and tells nothing of it. */
type Version = { versionId: VersionId; agentId: AgentId; name: string; game: string; number: number; digest: string }

/** What has happened to the code that agents compete with. */
export type CompetitorsEvents = {
  'competitors.pushed': Version
  /** `reason` says why it failed, and is empty if it may play. */
  'competitors.tried': Version & { state: 'playable' | 'failed'; reason: string }
  'competitors.activated': Version
}
