import type { AgentRecord, MarkCounts } from '#messages/history'
import type { Change } from './record.ts'

export function noCounts(): MarkCounts {
  return { says: 0, thoughts: 0, emotes: 0, uses: 0, walks: 0, arrivals: 0, departures: 0 }
}

/** Counts what a change tells of; `before` is undefined for one who arrives. */
export function countChange(counts: MarkCounts, before: AgentRecord | undefined, change: Change): void {
  if (before === undefined) {
    counts.arrivals += 1
    return
  }
  if (isNew(change.saidAt)) counts.says += 1
  if (isNew(change.thoughtAt)) counts.thoughts += 1
  if (isNew(change.emoteAt)) counts.emotes += 1
  if (isNew(change.claimAt) && (change.claim ?? before.claim) === 'working') counts.uses += 1
  if (isNew(change.startedAt) && (change.path ?? before.path) !== '') counts.walks += 1
}

function isNew(at: number | undefined): boolean {
  return at !== undefined && at !== 0
}
