import { batch, signal } from '@preact/signals'
import type { AgentFields } from '#client/net/agent-fields.ts'
import type { VillageListener, VillagePatch, VillageSnapshot } from '#client/net/village-listener.ts'
import type { AgentId } from '#kernel/ids'
import { momentShown } from './moments.ts'
import { seedNews } from './news.ts'
import { changedResident, newResident, type Resident } from './resident.ts'
import type { Store } from './store.ts'

type Update = (before: Resident, fields: AgentFields) => Resident

/** Writes what is heard of the village into the store, each message as one change. */
export function applyTo(store: Store): VillageListener {
  return {
    opened: (snapshot) => batch(() => applySnapshot(store, snapshot)),
    patched: (patch) => batch(() => applyPatch(store, patch)),
    closed: () => void (store.connection.value = 'lost'),
    notOpened: () => applyNotOpened(store),
    clockSet: (offsetMs) => void (store.clockOffsetMs.value = offsetMs),
  }
}

function applyNotOpened(store: Store): void {
  if (store.connection.value === 'joining') store.connection.value = 'unreachable'
}

function applySnapshot(store: Store, { agents, ...village }: VillageSnapshot): void {
  const here = new Set(agents.map((agent) => agent.id))
  const left = [...store.residents.keys()].filter((id) => !here.has(id))
  // Another epoch is another time scale: walks known before can't be compared with it.
  const update: Update =
    store.village.value.epoch === village.epoch ? changedResident : (_, fields) => newResident(fields)
  store.village.value = village
  store.second.value = momentShown(store)
  applyPatch(store, { changed: agents, left }, update)
  seedNews(
    store,
    [...store.residents.values()].map((resident) => resident.peek()),
    village.epoch,
  )
  store.connection.value = 'joined'
}

function applyPatch(store: Store, { changed, left }: VillagePatch, update: Update = changedResident): void {
  let isRosterOld = left.length > 0
  for (const fields of changed) {
    const known = store.residents.get(fields.id)
    if (known?.value.name !== fields.name) isRosterOld = true
    if (known === undefined) store.residents.set(fields.id, signal(newResident(fields)))
    else known.value = update(known.value, fields)
  }
  for (const id of left) removeAgent(store, id)
  if (isRosterOld) store.roster.value = sortedByName(store)
}

function removeAgent(store: Store, id: AgentId): void {
  store.residents.delete(id)
  if (store.selected.value !== id) return
  store.selected.value = undefined
  store.following.value = false
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function sortedByName(store: Store): AgentId[] {
  const named = [...store.residents].map(([id, resident]) => ({ id, name: resident.value.name }))
  named.sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
  return named.map(({ id }) => id)
}
