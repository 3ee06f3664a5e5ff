import type { FeedEvent } from '#events/index'
import type { AgentId } from '#kernel/ids'
import { refuse, type Refusal } from '#kernel/refusal'
import type { Millis } from '#kernel/time'
import type { VillageCommand } from '#messages/village'
import type { AgentView, Perception, WorldView } from '#messages/views'
import type { VillageState } from '#state/village'
import type { TownMap } from '#world/town-map'
import type { Clock } from '#platform/clock'
import type { Storage } from '#platform/database'
import type { Metrics } from '#platform/metrics'
import type { VillageContext } from './context.ts'
import { partTheDistant } from './conversations.ts'
import { comeToRest, execute, type CommandResult } from './execute.ts'
import { lastWalkOf, restore, save } from './keep.ts'
import type { VillageObserver } from './context.ts'
import { createPresenceFacts } from './presence-facts.ts'
import { ageLinks, announceArrival, relink, remove, residentOf, setLink, settle } from './presence.ts'
import { react } from './react.ts'
import { isWalking, type Link, type Newcomer, type Resident } from './resident.ts'
import { tileOfSaved } from './keep.ts'
import { createTown, takeChanges, type TownChanges } from './town.ts'
import { agentView, perceptionOf, worldView } from './views.ts'

/** The one village: who is in it and what they do. A room shows its state and passes on what it reports. */
export type Village = {
  readonly state: VillageState
  /** Brings an agent in, or gives it a new connection. */
  arrive(newcomer: Newcomer, link: Link): Promise<{ status: 'here'; agent: AgentView } | Refusal>
  /** A room session has ended: politely, and the agent leaves, or not, and it is lost for now. */
  part(session: string, agentId: AgentId, politely: boolean): void
  /** Does what an agent in the village asks. */
  execute(agentId: AgentId, command: VillageCommand): Promise<CommandResult>
  perceive(agentId: AgentId): { status: 'perceived'; perception: Perception } | Refusal
  world(): WorldView
  agent(agentId: AgentId): AgentView | undefined
  /** Moves time on: walks end, the silent are noticed. Call it many times a second. */
  tick(): void
  /** Who has changed, as everyone sees them, and who has left, since the last call; undefined if nobody. */
  takeChanges(): TownChanges | undefined
  /** Shows what the feed reports; true if it is words or a gesture, which people should see at once. */
  react(event: FeedEvent): boolean
  /** Stores what has changed. Call it every second, and before the end. */
  save(): Promise<void>
}

export type VillageOptions = {
  map: TownMap
  dayMs: Millis
  clock: Clock
  storage: Storage
  metrics: Metrics
  observer: VillageObserver
  known: (ids: AgentId[]) => Promise<Newcomer[]>
}

const slowTickMs = 1_000

/** Opens the village where it was left. There must be one at a time for a database; see rooms/village/host.ts. */
export async function openVillage({ map, dayMs, known, ...given }: VillageOptions): Promise<Village> {
  const { clock, metrics } = given
  const town = createTown(map, clock.now(), dayMs)
  const context: VillageContext = { ...given, town, facts: createPresenceFacts(given), departed: new Map() }
  const onTheirWay = new Set<Resident>()
  let saving: Promise<void> = Promise.resolve()
  let slowTickAt = clock.now()
  await restore(context, known)

  return {
    state: town.state,
    arrive,
    part,
    execute: executeFor,
    perceive,
    world: () => worldView(town, clock.now()),
    agent: (id) => viewOf(town.residents.get(id)),
    tick,
    takeChanges: () => takeChanges(town),
    react: (event) => {
      react(context, event)
      return event.type === 'village.said' || event.type === 'village.emoted'
    },
    save: () => (saving = saving.catch(() => {}).then(saveAll)),
  }

  async function saveAll(): Promise<void> {
    await save(context)
    await context.facts.flush()
  }

  async function arrive(newcomer: Newcomer, link: Link): Promise<{ status: 'here'; agent: AgentView } | Refusal> {
    const walk = town.residents.has(newcomer.id) ? undefined : await lastWalkOf(context, given.storage, newcomer.id)
    const present = town.residents.get(newcomer.id)
    if (present !== undefined) {
      relink(context, present, link)
      return { status: 'here', agent: agentView(town, present, clock.now()) }
    }
    const lastTile = walk === undefined ? undefined : tileOfSaved(walk, clock.now())
    const resident = settle(context, newcomer, lastTile, link)
    if ('status' in resident && resident.status === 'refused') return resident
    announceArrival(context, resident as Resident)
    return { status: 'here', agent: agentView(town, resident as Resident, clock.now()) }
  }

  function part(session: string, agentId: AgentId, politely: boolean): void {
    const resident = town.residents.get(agentId)
    if (resident?.link.kind !== 'room' || resident.link.session !== session) return
    if (politely) remove(context, resident, 'left')
    else setLink(town, resident, { kind: 'none', since: clock.now() })
  }

  async function executeFor(agentId: AgentId, command: VillageCommand): Promise<CommandResult> {
    const resident = residentOf(context, agentId)
    const result = 'link' in resident ? await execute(context, resident, command) : resident
    if ('link' in resident && !resident.resting) onTheirWay.add(resident)
    const name = command.name === 'move' ? 'move' : command.action.type
    metrics.commands.inc({ command: name, outcome: result.status === 'refused' ? result.code : 'accepted' })
    return result
  }

  function perceive(agentId: AgentId): { status: 'perceived'; perception: Perception } | Refusal {
    const resident = town.residents.get(agentId)
    if (resident === undefined) return refuse('not_in_village', 'this agent is not in the village at the moment')
    return { status: 'perceived', perception: perceptionOf(town, resident, clock.now()) }
  }

  function viewOf(resident: Resident | undefined): AgentView | undefined {
    return resident === undefined ? undefined : agentView(town, resident, clock.now())
  }

  function tick(): void {
    const now = clock.now()
    endWalks(now)
    if (now - slowTickAt < slowTickMs) return
    slowTickAt = now
    ageLinks(context, now)
    partTheDistant(context)
    metrics.residents.set(town.residents.size)
  }

  function endWalks(now: Millis): void {
    for (const resident of onTheirWay) {
      if (isWalking(resident, now)) continue
      onTheirWay.delete(resident)
      if (!resident.resting && town.residents.get(resident.id) === resident) comeToRest(context, resident)
    }
  }
}
