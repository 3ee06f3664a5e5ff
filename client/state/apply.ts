import { batch, signal } from '@preact/signals'
import type { AgentFields } from '#client/net/agent-fields.ts'
import type { VillageListener, VillagePatch, VillageSnapshot } from '#client/net/village-listener.ts'
import type { AgentId } from '#kernel/ids'
import { momentShown } from './moments.ts'
import { changedResident, newResident } from './resident.ts'
import type { Store } from './store.ts'

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
  // Another epoch is another time scale: nothing known before can be compared with it.
  if (store.village.value.epoch !== village.epoch) store.residents.clear()
  store.village.value = village
  store.second.value = momentShown(store)
  applyPatch(store, { changed: agents, left })
  store.connection.value = 'joined'
}

function applyPatch(store: Store, { changed, left }: VillagePatch): void {
  const before = store.residents.size
  let arrived = false
  for (const fields of changed) arrived = writeAgent(store, fields) || arrived
  for (const id of left) removeAgent(store, id)
  if (arrived || left.length > 0 || before !== store.residents.size) store.roster.value = sortedByName(store)
}

function writeAgent(store: Store, fields: AgentFields): boolean {
  const known = store.residents.get(fields.id)
  if (known === undefined) {
    store.residents.set(fields.id, signal(newResident(fields)))
    return true
  }
  const renamed = known.value.name !== fields.name
  known.value = changedResident(known.value, fields)
  return renamed
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
