import type { AgentId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import type { Millis } from '#kernel/time'
import type { AgentRecord, History, HistoryDelta } from '#messages/history'
import { type Cast, type Change, changeBetween, type Chunk, type Delta } from './record.ts'

/** A chunk as it is replayed; its keyframe is needed only where it does not continue the one before. */
export type Replayed = Omit<Chunk, 'keyframe'> & { keyframe: Cast | undefined }

/** Plays chunks again, oldest first, and collects the answer about a stretch of time. */
export type Replay = {
  /** Whether a chunk that begins here continues what was played, so that its keyframe would tell nothing new. */
  continues(from: Millis): boolean
  play(chunk: Replayed): void
  isFull(): boolean
  answer(): Omit<History, 'asked'>
}

/**
 * Replays from `from` to `to`, the last moment that can be known: what no chunk tells of before it is a gap. With an
 * agent, nobody else is in it.
 */
export function createReplay(from: Millis, to: Millis, agent?: AgentId): Replay {
  let cast = new Map<number, AgentRecord>()
  let coveredTo: Millis | undefined
  let keyframe: History['keyframe'] | undefined
  let notBefore = -Infinity // for two recordings that overlap, as when a process takes over: time must not turn back
  let fullAt: Millis | undefined
  let changes = 0
  const deltas: HistoryDelta[] = []
  const gaps: History['gaps'] = []
  return { continues, play, isFull: () => fullAt !== undefined, answer }

  function continues(at: Millis): boolean {
    return at === coveredTo
  }

  function play(chunk: Replayed): void {
    if (chunk.from > to) return
    if (!continues(chunk.from)) {
      if (chunk.keyframe === undefined) return // what it continues was lost
      startAnew(chunk.from, chunk.keyframe)
    }
    for (const delta of chunk.deltas) {
      if (delta.at > to || isFullBefore(delta.at)) break
      if (delta.at > from) keyframe ??= keyframeNow(from)
      step(delta)
    }
    coveredTo = chunk.to
    if (coveredTo >= from) keyframe ??= keyframeNow(from)
  }

  function startAnew(at: Millis, everyone: Cast): void {
    const isStart = keyframe === undefined
    addGap(coveredTo ?? from, at)
    notBefore = Math.max(at, coveredTo ?? at)
    const before = cast
    cast = new Map(agent === undefined ? everyone : [...everyone].filter(([, { id }]) => id === agent))
    if (isStart && at > from) keyframe = keyframeNow(at)
    else if (!isStart) push(differenceBetween(notBefore, before, cast))
  }

  function addGap(since: Millis, until: Millis): void {
    const start = Math.max(from, since)
    if (start < until) gaps.push({ from: start, to: until })
  }

  function step(delta: Delta): void {
    const seen: HistoryDelta = { at: Math.max(delta.at, notBefore), changed: [], left: [] }
    for (const [number, change] of delta.changed) {
      if (!isTold(number, change)) continue
      const record = { ...cast.get(number), ...change } as AgentRecord
      cast.set(number, record)
      seen.changed.push({ ...change, id: record.id })
    }
    for (const number of delta.left) {
      if (agent !== undefined && !cast.has(number)) continue
      seen.left.push(cast.get(number)!.id)
      cast.delete(number)
    }
    if (delta.at > from) push(seen)
  }

  // Who is new comes with an id; of the others only those who are told of are in the cast.
  function isTold(number: number, change: Change): boolean {
    return agent === undefined || cast.has(number) || change.id === agent
  }

  function push(delta: HistoryDelta): void {
    if (delta.changed.length + delta.left.length === 0) return
    deltas.push(delta)
    changes += delta.changed.length + delta.left.length
    if (changes >= limits.historyAnswerChangesMax) fullAt = delta.at
  }

  function isFullBefore(at: Millis): boolean {
    return fullAt !== undefined && at > fullAt
  }

  function keyframeNow(at: Millis): History['keyframe'] {
    return { at, agents: [...cast.values()] }
  }

  function answer(): Omit<History, 'asked'> {
    const end = fullAt ?? Math.max(from, to)
    const known = coveredTo ?? from
    if (fullAt === undefined) addGap(known, end)
    return { from, to: end, keyframe: keyframe ?? keyframeNow(Math.min(from, known)), deltas, gaps }
  }
}

/** What makes one state into another: everything about those who are new or different, and who is gone. */
function differenceBetween(at: Millis, before: Cast, after: Cast): HistoryDelta {
  const earlier = new Map([...before.values()].map((record) => [record.id, record]))
  const delta: HistoryDelta = { at, changed: [], left: [] }
  for (const record of after.values()) {
    const change = changeBetween(earlier.get(record.id), record)
    if (change !== undefined) delta.changed.push({ ...change, id: record.id })
    earlier.delete(record.id)
  }
  delta.left.push(...earlier.keys())
  return delta
}
