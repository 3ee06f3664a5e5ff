import { limits } from '#kernel/limits'
import type { Millis } from '#kernel/time'
import type { AgentRecord, MarkCounts } from '#messages/history'
import type { TownChanges } from '#domain/village'
import { countChange, noCounts } from './counts.ts'
import { changeBetween, type Chunk, type Delta, recordOf } from './record.ts'
import { createHistoryWriter, type WriterOptions } from './writer.ts'

/** Keeps what the village shows. One recording at a time; `record` is called at every tick and never waits. */
export type HistoryRecorder = {
  /** Notes what a tick changed; `epoch` is the moment from which the state's moments count. */
  record(now: Millis, epoch: Millis, changes: TownChanges | undefined): void
  /** Ends the chunk at hand and writes what waits, as far as the database is there. */
  keep(): Promise<void>
  /** As `keep`, and the recording is over: the next `record` begins another, with everyone in it anew. */
  end(): Promise<void>
}

type Open = Chunk & { changes: number; counts: MarkCounts }

/** Builds a recorder. Agents get a number each for the length of a recording, since ids are long. */
export function createHistoryRecorder(options: WriterOptions): HistoryRecorder {
  const writer = createHistoryWriter(options)
  let cast = new Map<number, AgentRecord>()
  let numbers = new Map<string, number>()
  let numbersGiven = 0
  let open: Open | undefined
  let keyframeAt = 0
  let lastAt = 0
  return { record, keep, end }

  function record(now: Millis, epoch: Millis, changes: TownChanges | undefined): void {
    lastAt = Math.max(now, lastAt) // a clock that is put back must not turn history round
    if (open === undefined) {
      if (changes !== undefined) apply(changes, epoch, lastAt, noCounts())
      begin(lastAt, true)
      return
    }
    const delta = changes === undefined ? undefined : apply(changes, epoch, lastAt, open.counts)
    if (delta !== undefined) add(open, delta)
    if (isDue(open, lastAt)) turn(open, lastAt)
  }

  function begin(at: Millis, withKeyframe: boolean): void {
    if (withKeyframe) keyframeAt = at
    const keyframe = withKeyframe ? new Map(cast) : undefined
    open = { from: at, to: at, keyframe, deltas: [], changes: 0, counts: noCounts() }
  }

  function turn(chunk: Open, at: Millis): void {
    push(chunk, at)
    begin(at, at - keyframeAt >= limits.historyKeyframeMs)
  }

  function push({ from, keyframe, deltas, counts }: Open, to: Millis): void {
    writer.push({ from, to, keyframe, deltas }, counts)
  }

  function isDue({ from, changes }: Open, at: Millis): boolean {
    if (at === from) return false
    if (changes >= limits.historyChunkChangesMax || at - keyframeAt >= limits.historyKeyframeMs) return true
    return changes > 0 && at - from >= limits.historyChunkMs
  }

  function apply({ changed, left }: TownChanges, epoch: Millis, at: Millis, counts: MarkCounts): Delta | undefined {
    const delta: Delta = { at, changed: [], left: [] }
    for (const agent of changed) {
      const after = recordOf(agent, epoch)
      const number = numberOf(after.id)
      const before = cast.get(number)
      const change = changeBetween(before, after)
      if (change === undefined) continue
      cast.set(number, after)
      countChange(counts, before, change)
      delta.changed.push([number, change])
    }
    for (const id of left) {
      const number = numbers.get(id)
      if (number === undefined || !cast.delete(number)) continue
      numbers.delete(id)
      counts.departures += 1
      delta.left.push(number)
    }
    return delta.changed.length + delta.left.length === 0 ? undefined : delta
  }

  function numberOf(id: string): number {
    const known = numbers.get(id)
    if (known !== undefined) return known
    numbers.set(id, ++numbersGiven)
    return numbersGiven
  }

  async function keep(): Promise<void> {
    if (open !== undefined && lastAt > open.from) turn(open, lastAt)
    await writer.flush()
  }

  async function end(): Promise<void> {
    if (open !== undefined && lastAt > open.from) push(open, lastAt)
    open = undefined
    cast = new Map()
    numbers = new Map()
    await writer.flush()
  }
}

function add(open: Open, delta: Delta): void {
  open.deltas.push(delta)
  open.changes += delta.changed.length + delta.left.length
}
