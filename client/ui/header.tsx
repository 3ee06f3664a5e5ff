import type { Store, Status } from '#client/state/store.ts'
import { townNow } from '#client/state/moments.ts'
import { Navigation } from './navigation.tsx'

const statusWords: Record<Status, string> = {
  loading: 'Loading',
  live: 'Live',
  past: 'The past',
  reconnecting: 'Reconnecting',
}

/** The bar at the top: the name, the town's clock, how many agents there are, and whether what is shown is live. */
export function Header({ store }: { store: Store }) {
  const status = store.status.value
  return (
    <header class="header">
      <h1>AI Village</h1>
      <TownClock store={store} />
      {status !== 'loading' && <p class="count">{countText(store.roster.value.length)}</p>}
      <Navigation store={store} />
      <p class="status" data-status={status} role="status">
        {statusWords[status]}
      </p>
    </header>
  )
}

function TownClock({ store }: { store: Store }) {
  const time = townNow(store)
  if (time === undefined) return null
  return (
    <p class="clock">
      Day {time.day}, <time>{time.clock}</time>
    </p>
  )
}

function countText(agents: number): string {
  return agents === 1 ? '1 agent' : `${agents} agents`
}
