import { Callbacks, type Room } from '@colyseus/sdk'
import type { AgentId } from '#kernel/ids'
import type { VillageState } from '#state/village'
import { copyFields } from './agent-fields.ts'
import type { VillageListener, VillagePatch } from './village-listener.ts'

export type VillageRoom = Room<unknown, VillageState>

/** A stay in the room: `opened` once the whole state is there (or rejects), `ended` when it is over, `end` to end it. */
export type Stay = { opened: Promise<void>; ended: Promise<void>; end(): void }

/** Tells the listener what the room's state is and what changes in it, one call a patch, until the stay ends. */
export function listenTo(room: VillageRoom, listener: VillageListener): Stay {
  const opened = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  const touched = new Set<string>()
  let phase: 'joining' | 'open' | 'ended' = 'joining'

  room.reconnection.enabled = false
  const callbacks = Callbacks.get(room)
  callbacks.onAdd('agents', (agent, id) => {
    touched.add(id)
    callbacks.onChange(agent, () => touched.add(id))
  })
  callbacks.onRemove('agents', (_agent, id) => touched.add(id))
  room.onStateChange((state) => {
    if (phase === 'open') listener.patched(takePatch(state, touched))
    if (phase === 'joining') open(state)
  })
  room.onError((code, message) => opened.reject(new Error(`the room failed with ${code}: ${message}`)))
  room.onLeave((code) => {
    opened.reject(new Error(`the room closed with ${code}`))
    end()
  })
  return { opened: opened.promise, ended: ended.promise, end }

  function open(state: VillageState): void {
    phase = 'open'
    touched.clear()
    const { epoch, foundedAt, dayMs } = state
    listener.opened({ epoch, foundedAt, dayMs, agents: [...state.agents.values()].map(copyFields) })
    opened.resolve()
  }

  function end(): void {
    phase = 'ended'
    ended.resolve()
  }
}

function takePatch(state: VillageState, touched: Set<string>): VillagePatch {
  const changed: VillagePatch['changed'] = []
  const left: AgentId[] = []
  for (const id of touched) {
    const agent = state.agents.get(id)
    if (agent === undefined) left.push(id as AgentId)
    else changed.push(copyFields(agent))
  }
  touched.clear()
  return { changed, left }
}
