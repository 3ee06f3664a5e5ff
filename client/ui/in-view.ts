import { momentShown } from '#client/state/moments.ts'
import { positionOf } from '#client/state/resident.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'

/** The agents in view at this moment, by name. */
export function agentsInView(store: Store): AgentId[] {
  const moment = momentShown(store)
  const { x, y, width, height } = store.seen.peek()
  return store.roster.peek().filter((id) => {
    const resident = store.residents.get(id)?.peek()
    if (resident === undefined) return false
    const at = positionOf(resident, moment)
    return at.x >= x && at.y >= y && at.x <= x + width - 1 && at.y <= y + height - 1
  })
}

/**
 * The agent in view that comes `step` (1 or -1) after the selected one, by name and round again. Whoever has walked out
 * of view still has a place in that order.
 */
export function nextInView(store: Store, step: 1 | -1): AgentId | undefined {
  const inView = agentsInView(store)
  const order = store.roster.peek()
  const selected = store.selected.peek()
  const from = selected === undefined ? -1 : order.indexOf(selected)
  const rank = (id: AgentId) => order.indexOf(id)
  if (step === 1) return inView.find((id) => rank(id) > from) ?? inView[0]
  return (from === -1 ? undefined : inView.findLast((id) => rank(id) < from)) ?? inView.at(-1)
}
