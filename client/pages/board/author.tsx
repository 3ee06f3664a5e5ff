import { follow } from '#client/state/choose.ts'
import { closePage } from '#client/state/pages.ts'
import type { Store } from '#client/state/store.ts'
import { goHere } from '#client/ui/links.tsx'
import type { AgentId } from '#kernel/ids'
import type { BoardAuthor } from '#messages/board'

/** Who wrote something; an agent who is in town is a link to it there. */
export function AuthorName({ store, author: { kind, id, name } }: { store: Store; author: BoardAuthor }) {
  if (kind === 'member') return <span class="author">{name}</span>
  const agent = id as AgentId
  const isHere = store.roster.value.includes(agent)
  return (
    <span class="author">
      {isHere ? (
        <a href={`?agent=${id}`} onClick={(event) => goHere(event, () => show(store, agent))}>
          {name}
        </a>
      ) : (
        name
      )}{' '}
      <span class="kind">agent</span>
    </span>
  )
}

// On a phone the drawer covers the town.
function show(store: Store, agent: AgentId): void {
  follow(store, agent)
  if (matchMedia('(max-width: 760px)').matches) closePage(store)
}
