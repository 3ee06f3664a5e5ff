import { batch, effect, untracked } from '@preact/signals'
import type { AgentFields } from '#client/net/agent-fields.ts'
import type { VillageListener, VillagePatch, VillageSnapshot } from '#client/net/village-listener.ts'
import type { AgentId } from '#kernel/ids'
import { changeCast, dropSelectionIfGone, replaceCast } from './cast.ts'
import { momentShown } from './moments.ts'
import type { Store } from './store.ts'

type Village = Store['village']['value']

/**
 * Keeps the village as it is now, and writes it into the store whenever that is what is shown: each message as one
 * change, and everything at once on coming back from the past.
 */
export function keepLive(store: Store): VillageListener {
  const agents = new Map<AgentId, AgentFields>()
  let village: Village = store.village.peek()
  effect(() => {
    if (store.showing.value.time === 'live') untracked(() => batch(showAnew))
  })
  return {
    opened: (snapshot) => batch(() => open(snapshot)),
    patched: (patch) => batch(() => change(patch)),
    closed: () => void (store.connection.value = 'lost'),
    notOpened,
    clockSet: (offsetMs) => void (store.clockOffsetMs.value = offsetMs),
  }

  function open({ agents: everyone, ...opened }: VillageSnapshot): void {
    const here = new Set(everyone.map(({ id }) => id))
    const left = [...agents.keys()].filter((id) => !here.has(id))
    // Another epoch is another time scale: walks known before can't be compared with it.
    const isSame = village.epoch === opened.epoch
    village = opened
    if (isSame) change({ changed: everyone, left })
    else start(everyone)
    store.connection.value = 'joined'
  }

  function start(everyone: readonly AgentFields[]): void {
    agents.clear()
    for (const fields of everyone) agents.set(fields.id, fields)
    if (isShown()) showAnew()
    // What counts the town's time must be known also while the past is shown.
    else store.village.value = { ...village, epoch: 0 }
  }

  function change(patch: VillagePatch): void {
    for (const fields of patch.changed) agents.set(fields.id, fields)
    for (const id of patch.left) agents.delete(id)
    if (!isShown()) return
    changeCast(store, patch)
    dropSelectionIfGone(store)
  }

  function showAnew(): void {
    store.village.value = village
    store.second.value = momentShown(store)
    replaceCast(store, agents.values())
    if (store.connection.value === 'joined') dropSelectionIfGone(store)
  }

  function isShown(): boolean {
    return store.showing.peek().time === 'live'
  }

  function notOpened(): void {
    if (store.connection.value === 'joining') store.connection.value = 'unreachable'
  }
}
