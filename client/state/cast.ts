import { signal } from '@preact/signals'
import type { AgentFields } from '#client/net/agent-fields.ts'
import type { VillagePatch } from '#client/net/village-listener.ts'
import type { AgentId } from '#kernel/ids'
import { changedResident, newResident } from './resident.ts'
import type { Store } from './store.ts'

/** Puts others in the place of everyone shown; nothing is left of who was there before. */
export function replaceCast(store: Store, agents: Iterable<AgentFields>): void {
  store.residents.clear()
  for (const fields of agents) store.residents.set(fields.id, signal(newResident(fields)))
  store.roster.value = sortedByName(store)
}

/** Changes those shown, and takes away who has left. */
export function changeCast(store: Store, { changed, left }: VillagePatch): void {
  let isRosterOld = left.length > 0
  for (const fields of changed) {
    const known = store.residents.get(fields.id)
    if (known?.value.name !== fields.name) isRosterOld = true
    if (known === undefined) store.residents.set(fields.id, signal(newResident(fields)))
    else known.value = changedResident(known.value, fields)
  }
  for (const id of left) store.residents.delete(id)
  if (isRosterOld) store.roster.value = sortedByName(store)
}

/** Closes the inspector of somebody who is not there any more. */
export function dropSelectionIfGone(store: Store): void {
  const selected = store.selected.peek()
  if (selected === undefined || store.residents.has(selected)) return
  store.selected.value = undefined
  store.following.value = false
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function sortedByName(store: Store): AgentId[] {
  const named = [...store.residents].map(([id, resident]) => ({ id, name: resident.value.name }))
  named.sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
  return named.map(({ id }) => id)
}
