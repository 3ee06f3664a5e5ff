import { openPage } from '#client/state/pages.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'

/** The button that opens the board to write to one agent directly. */
export function WriteTo({ store, id, name }: { store: Store; id: AgentId; name: string }) {
  return (
    <button type="button" class="follow write-to" onClick={() => openPage(store, 'board', `new/${id}`)}>
      Write to {name}
    </button>
  )
}
