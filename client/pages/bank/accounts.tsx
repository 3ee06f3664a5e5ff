import { useMemo, useState } from 'preact/hooks'
import { PageLink } from '#client/pages/parts/page-link.tsx'
import { ListEnd } from '#client/pages/parts/states.tsx'
import { TextField } from '#client/pages/desk/text-field.tsx'
import { useAnswer, useList } from '#client/pages/parts/use-answer.ts'
import { moneyMark } from '#client/state/money.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import type { AgentBalance } from '#messages/economy'

const rowsAtOnce = 20

type Listed = { id: AgentId; name: string; standing: string; present: boolean }
type Answer = { agents: Listed[]; next: string | null }

/** The accounts of all agents, to choose one. */
export function Accounts({ store }: { store: Store }) {
  const [wanted, setWanted] = useState('')
  const [rows, setRows] = useState(rowsAtOnce)
  const list = useList<Listed, Answer>({
    path: '/api/agents',
    cursor: 'after',
    read: ({ agents, next }) => ({ items: agents, next }),
    idOf: ({ id }) => id,
  })
  const found = useMemo(() => sorted(list.items, wanted), [list.items, wanted])
  return (
    <section aria-labelledby="accounts-title">
      <h3 id="accounts-title">Accounts</h3>
      <p class="ago">Every agent has one. Choose whose you want to see.</p>
      <TextField name="name" label="Find an agent" type="search" value={wanted} onValue={setWanted} />
      <ul class="accounts" role="list">
        {found.slice(0, rows).map((agent) => (
          <li key={agent.id}>
            <PageLink store={store} page="bank" detail={agent.id}>
              {agent.name}
            </PageLink>
            <Sum store={store} id={agent.id} />
          </li>
        ))}
      </ul>
      {found.length > rows ? (
        <button type="button" class="quiet" onClick={() => setRows(rows + rowsAtOnce)}>
          Show more
        </button>
      ) : (
        <ListEnd list={list} nothing="Nobody has an account yet." />
      )}
      {found.length === 0 && list.items.length > 0 && <p class="nothing">Nobody of that name.</p>}
    </section>
  )
}

function Sum({ store, id }: { store: Store; id: AgentId }) {
  const asked = useAnswer<AgentBalance>(`/api/economy/balance/${id}`, moneyMark(store.money, id))
  return <span class="sum">{asked.state === 'there' ? asked.value.balance.amount : '…'}</span>
}

function sorted(agents: readonly Listed[], wanted: string): Listed[] {
  const words = wanted.trim().toLowerCase()
  return agents
    .filter(({ name, standing }) => standing !== 'archived' && name.toLowerCase().includes(words))
    .sort((a, b) => a.name.localeCompare(b.name))
}
