import { createHistoryQueries, createHistoryRecorder, type HistoryQueries, type HistoryRecorder } from '#domain/history'
import type { Millis } from '#kernel/time'
import type { AgentRecord, History } from '#messages/history'
import { createLog } from '#platform/log'
import { createMetrics, type Metrics } from '#platform/metrics'
import { AgentState, type VillageState } from '#state/village'
import type { OpenStorage } from '#storage'
import { createTestClock, type TestClock } from './clock.ts'
import { newDatabase, openDatabase } from './cluster.ts'

/** A recorder, a clock of its own and the queries, on one database. */
export type HistoryUnderTest = {
  url: string
  storage: OpenStorage
  clock: TestClock
  metrics: Metrics
  recorder: HistoryRecorder
  history: HistoryQueries
  /** Records these agents as changed, and those as gone, so much later; returns when. */
  tick(ms: Millis, changed?: AgentState[], left?: string[]): Millis
  dropped(): Promise<number>
}

/** A moment that is easy to reckon from. */
export const start: Millis = Date.UTC(2026, 0, 5, 12)

export async function openHistory(given: { url?: string; clock?: TestClock } = {}): Promise<HistoryUnderTest> {
  const url = given.url ?? (await newDatabase())
  const storage = await openDatabase(url)
  const clock = given.clock ?? createTestClock(start)
  const metrics = createMetrics()
  const recorder = createHistoryRecorder({ storage: storage.storage, metrics, log: createLog('silent', 'json') })
  return { url, storage, clock, metrics, recorder, history: createHistoryQueries(storage.storage), tick, dropped }

  function tick(ms: Millis, changed: AgentState[] = [], left: string[] = []): Millis {
    clock.advance(ms)
    const isQuiet = changed.length + left.length === 0
    recorder.record(clock.now(), start, isQuiet ? undefined : { changed, left: left as never })
    return clock.now()
  }

  async function dropped(): Promise<number> {
    return (await metrics.historyChunksDropped.get()).values[0]!.value
  }
}

/** An agent of a state that counts from `start`. */
export function someone(name: string): AgentState {
  return new AgentState({ id: name, name })
}

/** What everyone sees of a state, to hold against what was kept: by id, moments absolute. */
export function seen({ agents, epoch }: VillageState): AgentRecord[] {
  return byId([...agents.values()].map((agent) => absolute(agent.toJSON() as AgentRecord, epoch)))
}

// A moment belongs to something; without it, it says nothing.
function absolute(agent: AgentRecord, epoch: Millis): AgentRecord {
  const at = (what: string, moment: Millis) => (what === '' ? 0 : moment + epoch)
  return {
    ...agent,
    startedAt: agent.startedAt + epoch,
    saidAt: at(agent.said, agent.saidAt),
    thoughtAt: at(agent.thought, agent.thoughtAt),
    emoteAt: at(agent.emote, agent.emoteAt),
    claimAt: at(agent.claim, agent.claimAt),
    claimWhat: agent.claim === '' ? '' : agent.claimWhat,
  }
}

/** The state that an answer tells of at a moment, as a viewer works it out. */
export function stateAt({ keyframe, deltas }: History, moment: Millis): AgentRecord[] {
  const agents = new Map(keyframe.agents.map((agent) => [agent.id, agent]))
  for (const { at, changed, left } of deltas) {
    if (at > moment) break
    for (const change of changed) agents.set(change.id, { ...agents.get(change.id), ...change } as AgentRecord)
    for (const id of left) agents.delete(id)
  }
  return byId([...agents.values()])
}

function byId(agents: AgentRecord[]): AgentRecord[] {
  return agents.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
