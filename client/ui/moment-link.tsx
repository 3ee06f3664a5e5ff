import { follow } from '#client/state/choose.ts'
import { showPast } from '#client/state/showing.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import { townTimeAt, type Millis, type TownTime } from '#kernel/time'
import { goHere } from './links.tsx'

type MomentOf = { store: Store; at: Millis; agent: AgentId; children?: preact.ComponentChildren }

/** A link to a moment and whoever it was about: it shows the past there. Reads as the town's clock did, if as nothing else. */
export function MomentLink({ store, at, agent, children }: MomentOf) {
  const iso = new Date(at).toISOString()
  const time = townTimeOf(store, at)
  return (
    <a
      class="when"
      href={`?t=${iso}&agent=${agent}`}
      title={time === undefined ? undefined : `Show the town on day ${time.day} at ${time.clock}`}
      onClick={(event) => goHere(event, () => goTo(store, at, agent))}
    >
      {children ?? <time dateTime={iso}>{time?.clock}</time>}
    </a>
  )
}

function goTo(store: Store, at: Millis, agent: AgentId): void {
  showPast(store, at)
  follow(store, agent)
}

/** The town's time at a moment since the Unix epoch; undefined until the village has told how long a day is. */
export function townTimeOf(store: Store, at: Millis): TownTime | undefined {
  const calendar = store.village.value
  return calendar.dayMs === 0 ? undefined : townTimeAt(at, calendar)
}
