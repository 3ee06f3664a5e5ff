import { follow, visit } from '#client/state/choose.ts'
import { placeName } from '#client/state/describe.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId, PlaceId } from '#kernel/ids'

/** A link to an agent: it opens the inspector here, and can be copied or opened elsewhere like any link. */
export function AgentLink({ store, id, name }: { store: Store; id: AgentId; name: string }) {
  return (
    <a href={`?agent=${id}`} onClick={(event) => goHere(event, () => follow(store, id))}>
      {name}
    </a>
  )
}

/** A link to a place: it opens the place's panel and brings it into view. */
export function PlaceLink({ store, id }: { store: Store; id: PlaceId }) {
  return (
    <a href={`?place=${id}`} onClick={(event) => goHere(event, () => visit(store, id))}>
      {placeName(store.town.value?.map, id)}
    </a>
  )
}

/** Follows a link within the page, unless it is to open elsewhere. */
export function goHere(event: MouseEvent, go: () => void): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  go()
}
