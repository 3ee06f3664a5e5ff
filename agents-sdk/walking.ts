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
  let current: { to: Tile; resolve: (walked: Walked) => void } | undefined
  let lastArrival: ArrivedNotice | undefined

  return { ask, arrived, interrupt }

  /** Asks the village for a walk, and waits for its end. The arrival may be reported together with the answer. */
  async function ask(request: () => Promise<Accepted>): Promise<Walked> {
    lastArrival = undefined
    const { to } = await request()
    interrupt()
    if (to === undefined) throw new TypeError('the village accepted a walk without saying where to')
    if (lastArrival !== undefined && isAt(lastArrival, to)) return { arrived: true, ...(lastArrival as ArrivedNotice) }
    return new Promise((resolve) => (current = { to, resolve }))
  }

  function arrived(notice: ArrivedNotice): void {
    lastArrival = notice
    const walk = current
    current = undefined
    walk?.resolve({ arrived: isAt(notice, walk.to), ...notice })
  }

  function interrupt(): void {
    const walk = current
    current = undefined
    walk?.resolve({ arrived: false, ...walk.to, place: null })
  }
}

type Tile = { x: number; y: number }

function isAt(notice: ArrivedNotice, { x, y }: Tile): boolean {
  return notice.x === x && notice.y === y
}
