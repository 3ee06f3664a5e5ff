import type { AgentId } from '#kernel/ids'
import { foundingFor, type Millis } from '#kernel/time'
import type { Storage } from '#platform/database'
import type { Tile } from '#world/grid'
import { type Walk, routeOfWalk, tileOn } from '#world/walk'
import type { VillageContext } from './context.ts'
import { settle } from './presence.ts'
import type { Newcomer, Resident } from './resident.ts'
import * as store from './store.ts'
import type { ResidentRow } from './tables.ts'
import { inState } from './town.ts'

/** A walk as it is stored; moments since the Unix epoch. */
export type SavedWalk = Walk

/** The last words and deeds as they are stored; moments since the Unix epoch. */
export type SavedDeeds = {
  said: string
  saidAt: Millis
  thought: string
  thoughtAt: Millis
  conversation: string
}

/** What is stored of a resident. Moments in the state count from `epoch`. */
export function savedOf(resident: Resident, epoch: Millis): { walk: SavedWalk; deeds: SavedDeeds } {
  const { said, saidAt, thought, thoughtAt, conversation } = resident.state
  const deeds = { said, saidAt: saidAt + epoch, thought, thoughtAt: thoughtAt + epoch, conversation }
  return { walk: resident.walk, deeds }
}

/** The tile on which a stored walk was at a moment; undefined if the record makes no sense any more. */
export function tileOfSaved(walk: SavedWalk, at: Millis): Tile | undefined {
  try {
    return tileOn(routeOfWalk(walk), walk, at)
  } catch {
    return undefined
  }
}

const noDeeds: SavedDeeds = { said: '', saidAt: 0, thought: '', thoughtAt: 0, conversation: '' }

/** Writes what has changed since the last save, and that the village lives. What can't be written is tried again next time. */
export async function save(context: VillageContext): Promise<void> {
  const { town, departed } = context
  const ids = [...town.unsaved]
  const left = new Map(departed)
  const rows = ids.map((id) => rowOf(context, id)).filter((row) => row !== undefined)
  town.unsaved.clear()
  let saved = false
  try {
    saved = await write(context, rows)
  } finally {
    if (!saved) for (const id of ids) town.unsaved.add(id)
  }
  if (saved) for (const [id, walk] of left) if (departed.get(id) === walk) departed.delete(id)
}

async function write({ town, storage, clock }: VillageContext, rows: ResidentRow[]): Promise<boolean> {
  const result = await storage.transaction(async (tx) => {
    await store.upsertResidents(tx, rows)
    await store.writeHeartbeat(tx, { aliveAt: clock.now(), foundedAt: town.state.foundedAt })
    return { status: 'saved' as const }
  })
  return result.status === 'saved'
}

function rowOf({ town, departed }: VillageContext, agentId: AgentId): ResidentRow | undefined {
  const resident = town.residents.get(agentId)
  if (resident !== undefined) return { agentId, present: true, ...savedOf(resident, town.state.epoch) }
  const walk = departed.get(agentId)
  return walk === undefined ? undefined : { agentId, present: false, walk, deeds: noDeeds }
}

/**
 * Takes the village up where it was when it was last known to live: everyone who was present stands there, lost until
 * they come back. `known` looks agents up in the registry; those who may not be here are left out.
 */
export async function restore(context: VillageContext, known: (ids: AgentId[]) => Promise<Newcomer[]>): Promise<void> {
  const { town, storage, clock } = context
  const tx = storage.database.manager
  const { aliveAt, foundedAt } = (await store.heartbeat(tx)) ?? newlyFounded(clock.now(), town.state.dayMs)
  town.state.foundedAt = foundedAt
  const rows = new Map((await store.presentRows(tx)).map((row) => [row.agentId, row]))
  for (const newcomer of await known([...rows.keys()])) {
    if (newcomer.standing === 'suspended' || newcomer.standing === 'archived') continue
    const row = rows.get(newcomer.id)!
    const resident = settle(context, newcomer, tileOfSaved(row.walk, aliveAt), { kind: 'none', since: clock.now() })
    if ('link' in resident) applyDeeds(resident.state, row.deeds, (at) => inState(town, at))
  }
}

function newlyFounded(now: Millis, dayMs: Millis): store.Heartbeat {
  return { aliveAt: now, foundedAt: foundingFor(now, dayMs) }
}

function applyDeeds(state: Partial<SavedDeeds>, deeds: SavedDeeds, toState: (at: Millis) => Millis): void {
  state.said = deeds.said
  state.saidAt = toState(deeds.saidAt)
  state.thought = deeds.thought
  state.thoughtAt = toState(deeds.thoughtAt)
  state.conversation = deeds.conversation
}

/** Where an agent stood when it was last in the village; undefined if never, or if the database does not say. */
export async function lastWalkOf(
  context: VillageContext,
  storage: Storage,
  agentId: AgentId,
): Promise<SavedWalk | undefined> {
  const justLeft = context.departed.get(agentId)
  if (justLeft !== undefined) return justLeft
  try {
    return (await store.residentRow(storage.database.manager, agentId))?.walk
  } catch {
    return undefined
  }
}
