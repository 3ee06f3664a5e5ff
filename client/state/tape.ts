import type { AgentFields } from '#client/net/agent-fields.ts'
import type { VillagePatch } from '#client/net/village-listener.ts'
import type { AgentId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { AgentRecord, History } from '#messages/history'

const stretchesMax = 24

/**
 * What is loaded of the past, in stretches that follow one another, and a head that plays it: `seek` puts it anywhere,
 * `playTo` moves it forward and tells what changed on the way. Moments count from the Unix epoch.
 */
export type Tape = {
  /** Up to where it is loaded; undefined while there is nothing. */
  readonly to: Millis | undefined
  covers(moment: Millis): boolean
  /** Adds a stretch; one that does not continue what is there starts a new tape. */
  add(stretch: History): void
  /** Everyone at a moment that is covered. */
  seek(moment: Millis): AgentFields[]
  playTo(moment: Millis): VillagePatch
  /** The stretch around a moment that was not kept, if it is such. */
  gapAt(moment: Millis): { from: Millis; to: Millis } | undefined
}

export function createTape(): Tape {
  let stretches: History[] = []
  let cast = new Map<AgentId, AgentFields>()
  let stretch = -1
  let delta = 0
  return {
    get to() {
      return stretches.at(-1)?.to
    },
    covers,
    add,
    seek,
    playTo,
    gapAt,
  }

  function covers(moment: Millis): boolean {
    return stretches.length > 0 && stretches[0]!.from <= moment && moment <= stretches.at(-1)!.to
  }

  function add(next: History): void {
    if (stretches.at(-1)?.to !== next.from) {
      stretches = []
      stretch = -1
    }
    stretches.push(next)
    if (stretches.length <= stretchesMax || stretch <= 0) return
    stretches.shift()
    stretch -= 1
  }

  function seek(moment: Millis): AgentFields[] {
    // Before the first keyframe nobody is known.
    stretch = stretches.findLastIndex(({ keyframe }) => keyframe.at <= moment)
    delta = 0
    cast = stretch === -1 ? new Map() : castOf(stretches[stretch]!)
    playTo(moment)
    return [...cast.values()]
  }

  function playTo(moment: Millis): VillagePatch {
    const changed = new Set<AgentId>()
    const left = new Set<AgentId>()
    playStretch(moment, changed, left)
    while (stretch + 1 < stretches.length && stretches[stretch + 1]!.keyframe.at <= moment) {
      stretch += 1
      delta = 0
      startStretch(changed, left)
      playStretch(moment, changed, left)
    }
    return { changed: [...changed].map((id) => cast.get(id)!), left: [...left] }
  }

  // Its keyframe says nothing new, unless the end of the one before was not kept.
  function startStretch(changed: Set<AgentId>, left: Set<AgentId>): void {
    const before = cast
    cast = castOf(stretches[stretch]!)
    for (const id of cast.keys()) note(id, changed, left)
    for (const id of before.keys()) if (!cast.has(id)) note(id, left, changed)
  }

  function playStretch(moment: Millis, changed: Set<AgentId>, left: Set<AgentId>): void {
    const deltas = stretches[stretch]?.deltas ?? []
    for (; delta < deltas.length && deltas[delta]!.at <= moment; delta++) {
      for (const change of deltas[delta]!.changed) {
        const id = change.id as AgentId
        cast.set(id, { ...cast.get(id), ...change } as AgentFields)
        note(id, changed, left)
      }
      for (const id of deltas[delta]!.left as AgentId[]) {
        cast.delete(id)
        note(id, left, changed)
      }
    }
  }

  function gapAt(moment: Millis): { from: Millis; to: Millis } | undefined {
    for (const { gaps } of stretches) {
      const gap = gaps.find(({ from, to }) => from <= moment && moment < to)
      if (gap !== undefined) return gap
    }
    return undefined
  }
}

function note(id: AgentId, into: Set<AgentId>, outOf: Set<AgentId>): void {
  into.add(id)
  outOf.delete(id)
}

function castOf({ keyframe }: History): Map<AgentId, AgentFields> {
  return new Map(keyframe.agents.map((record) => [record.id as AgentId, fieldsOf(record)]))
}

function fieldsOf(record: AgentRecord): AgentFields {
  return { ...record, id: record.id as AgentId }
}
