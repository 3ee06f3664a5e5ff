import {
  createAgentQueries,
  createAgentRegistry,
  type AgentQueries,
  type AgentRegistry,
  type AgentRow,
} from '#domain/agents'
import { openVillage, type AgentNotice, type Link, type Village } from '#domain/village'
import type { FeedEvent } from '#events/index'
import { createFeed, type Feed } from '#feed'
import type { AgentId, PlaceId } from '#kernel/ids'
import type { Refusal } from '#kernel/refusal'
import type { Action, Move } from '#messages/village'
import type { Accepted, AgentView } from '#messages/views'
import { createLog } from '#platform/log'
import { createMetrics, type Metrics } from '#platform/metrics'
import type { OpenStorage } from '#storage'
import { createTestClock, type TestClock } from './clock.ts'
import { newDatabase, openDatabase } from './cluster.ts'
import { smallTown } from './small-town.ts'
import { until } from './until.ts'

export const silent = createLog('silent', 'json')
export const dayMs = 1_440_000

/** What a village under test told its observer. */
export type Told = {
  walked: AgentView[]
  notices: ({ session: string } & AgentNotice)[]
  closed: { session: string; code: number; reason: string }[]
}

/** A village on the small town with a clock of its own, and what is needed to live in it from a test. */
export type VillageUnderTest = {
  village: Village
  clock: TestClock
  storage: OpenStorage
  registry: AgentRegistry
  agents: AgentQueries
  metrics: Metrics
  feed: Feed
  events: FeedEvent[]
  told: Told
  /** Registers agents and brings them in, each over a room session named like the agent. */
  settle(...names: string[]): Promise<AgentRow[]>
  register(name: string): Promise<AgentRow>
  move(agent: AgentRow, move: MoveInput): Promise<Accepted | Refusal>
  act(agent: AgentRow, action: ActionInput): Promise<Accepted | Refusal>
  /** Walks to a tile and waits, on the village's clock, until it is there. */
  stand(agent: AgentRow, x: number, y: number): Promise<void>
  /** Moves the clock on in ticks, as the room does. */
  pass(ms: number): void
  view(agent: AgentRow): AgentView
  /** Waits until the feed has handed out everything written so far, and the village has reacted. */
  caughtUp(): Promise<void>
  /** Another village on the same database: what a crash and a start make of this one. */
  reopen(): Promise<VillageUnderTest>
  close(): Promise<void>
}

type MoveInput = Move | { place: string } | { agent: string }
type ActionInput = Action | { type: 'use'; place?: string; what?: string } | { type: 'converse'; with: string[] }

const tickMs = 50

// Making a database takes longer than most tests: those of one run share one, which is emptied for each.
let shared: Promise<OpenStorage> | undefined

/** Opens a village that nobody has been to, or one on storage and with a clock that the test brings along. */
export async function openTestVillage(
  given: { storage?: OpenStorage; clock?: TestClock } = {},
): Promise<VillageUnderTest> {
  const storage = given.storage ?? (await emptyStorage())
  const databaseUrl = storage.url
  const clock = given.clock ?? createTestClock()
  const metrics = createMetrics()
  const told: Told = { walked: [], notices: [], closed: [] }
  const registry = createAgentRegistry({ storage: storage.storage, clock })
  const agents = createAgentQueries(storage.storage)
  const events: FeedEvent[] = []
  const feed = await createFeed({ database: storage.storage.database, databaseUrl, log: silent, metrics })
  const village = await openVillage({
    map: smallTown(),
    dayMs,
    clock,
    storage: storage.storage,
    metrics,
    observer: {
      walked: (agent) => void told.walked.push(agent),
      notice: (session, notice) => void told.notices.push({ session, ...notice }),
      close: (session, code, reason) => void told.closed.push({ session, code, reason }),
    },
    known: agents.byIds,
  })
  feed.subscribe((event) => {
    village.react(event)
    events.push(event)
  })
  const parts = { village, clock, storage, registry, agents, metrics, feed, events, told }
  return { ...parts, settle, register, move, act, stand, pass, view, caughtUp, reopen, close }

  async function register(name: string): Promise<AgentRow> {
    const created = await registry.create('test', { name })
    if (created.status === 'refused') throw new Error(created.detail)
    return created.agent
  }

  async function settle(...names: string[]): Promise<AgentRow[]> {
    const rows: AgentRow[] = []
    for (const name of names) {
      const row = await register(name)
      const arrived = await village.arrive(row, roomLink(name))
      if (arrived.status === 'refused') throw new Error(arrived.detail)
      rows.push(row)
    }
    return rows
  }

  function move(agent: AgentRow, wish: MoveInput): Promise<Accepted | Refusal> {
    return village.execute(agent.id, { name: 'move', move: wish as Move })
  }

  function act(agent: AgentRow, action: ActionInput): Promise<Accepted | Refusal> {
    return village.execute(agent.id, { name: 'act', action: action as Action })
  }

  async function stand(agent: AgentRow, x: number, y: number): Promise<void> {
    const result = await move(agent, { x, y })
    if (result.status === 'refused') throw new Error(result.detail)
    pass(Math.max(0, result.arrivesAt! - clock.now()) + tickMs)
  }

  function pass(ms: number): void {
    for (let left = ms; left > 0; left -= tickMs) {
      clock.advance(Math.min(tickMs, left))
      village.tick()
    }
  }

  function view(agent: AgentRow): AgentView {
    const found = village.agent(agent.id)
    if (found === undefined) throw new Error(`${agent.name} is not in the village`)
    return found
  }

  async function caughtUp(): Promise<void> {
    await village.save()
    await village.save() // the first may have joined a write that found the database away
    await until('the feed has handed out everything', async () => {
      const [row] = await storage.storage.database.query<{ newest: string; waiting: string }[]>(
        'select coalesce(max(position), 0) as newest, count(*) filter (where position is null) as waiting from outbox',
      )
      return (
        row!.waiting === '0' &&
        Number(row!.newest) === feed.position() &&
        feed.position() === (events.at(-1)?.position ?? feed.position())
      )
    })
  }

  async function reopen(): Promise<VillageUnderTest> {
    await feed.stop()
    return openTestVillage({ storage, clock })
  }

  async function close(): Promise<void> {
    await village.save()
    await feed.stop()
  }
}

async function emptyStorage(): Promise<OpenStorage> {
  const storage = await (shared ??= newDatabase().then(openDatabase))
  await storage.storage.database.query(
    'delete from village_heartbeats; delete from village_residents; delete from agent_tokens; delete from agents; delete from outbox',
  )
  return storage
}

/** A room session of an agent, named like it. */
export function roomLink(session: string): Link {
  return { kind: 'room', session, tokenId: `token of ${session}` }
}

export function place(id: string): PlaceId {
  return id as PlaceId
}

export function someId(last: string): AgentId {
  return `018f0000-0000-7000-8000-0000000000${last}` as AgentId
}
