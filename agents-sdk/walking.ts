import type { MoveInput } from '#messages/village'
import type { Accepted } from '#messages/views'

/** Where to walk: a place by its id, a tile, a step, or another agent. */
export type Destination = string | MoveInput

/** How a walk ended: at its destination, or because another walk, a stop or a lost connection came first. */
export type Walked = { arrived: boolean; x: number; y: number; place: string | null }

/** What the village tells a walker when it comes to rest. */
export type ArrivedNotice = { x: number; y: number; place: string | null }

export function moveTo(destination: Destination): MoveInput {
  return typeof destination === 'string' ? { place: destination } : destination
}

/** Keeps the one walk that is under way, so that its promise ends exactly once. */
export function createWalking() {
  let current: { to: { x: number; y: number }; resolve: (walked: Walked) => void } | undefined

  return { begin, arrived, interrupt }

  /** Starts to wait for the walk that the village has just accepted. */
  function begin(reply: Accepted): Promise<Walked> {
    interrupt()
    const to = reply.to ?? { x: 0, y: 0 }
    return new Promise((resolve) => (current = { to, resolve }))
  }

  function arrived(notice: ArrivedNotice): void {
    const walk = current
    current = undefined
    walk?.resolve({ arrived: notice.x === walk.to.x && notice.y === walk.to.y, ...notice })
  }

  function interrupt(): void {
    const walk = current
    current = undefined
    walk?.resolve({ arrived: false, ...walk.to, place: null })
  }
}
