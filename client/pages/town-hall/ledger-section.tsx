import { useState } from 'preact/hooks'
import { TextField } from '#client/pages/desk/text-field.tsx'
import { PageLink } from '#client/pages/parts/page-link.tsx'
import { ListEnd } from '#client/pages/parts/states.tsx'
import { useList } from '#client/pages/parts/use-answer.ts'
import { useSettled } from '#client/pages/parts/use-settled.ts'
import { capital, pathWith, whenText } from '#client/pages/parts/words.ts'
import type { Store } from '#client/state/store.ts'
import type { TransferView } from '#messages/economy'
import { dayEnd, dayStart } from './days.ts'
import { useGoverned, useNames, type Governed } from './governed.ts'

const kinds = ['plain', 'pending', 'post', 'void', 'expire'] as const
const accounts = [
  'external:grants:aid',
  'external:treasury:aid',
  'external:deposits:aid',
  'external:paypal:usd',
  'house:penalties:aid',
  'house:cash:usd',
]

type Filters = { account: string; kind: string; from: string; to: string }
type Answer = { transfers: TransferView[]; next: string | null }

/** Every transfer, by account, kind and time, and all of them as a file. */
export function LedgerSection({ store }: { store: Store }) {
  const [filters, setFilters] = useState<Filters>({ account: '', kind: '', from: '', to: '' })
  const agents = useGoverned()
  const names = useNames(agents)
  const asked = {
    account: accountOf(filters.account, agents.items),
    kind: filters.kind,
    from: dayStart(filters.from),
    to: dayEnd(filters.to),
  }
  const list = useList<TransferView, Answer>({
    path: useSettled(pathWith('/api/admin/ledger', asked)),
    read: ({ transfers, next }) => ({ items: transfers, next }),
    idOf: ({ sequence }) => sequence,
  })
  return (
    <section aria-label="Ledger">
      <FilterForm filters={filters} onFilters={setFilters} agents={agents.items} />
      <a class="quiet" href={pathWith('/api/admin/ledger.csv', asked)} download="ledger.csv">
        Download as CSV
      </a>
      <ul class="entries" role="list" aria-busy={list.state === 'loading'}>
        {list.items.map((transfer) => (
          <li key={transfer.sequence} data-transfer={transfer.id}>
            <Transfer store={store} transfer={transfer} names={names} />
          </li>
        ))}
      </ul>
      <ListEnd list={list} nothing="No transfer is like that." />
    </section>
  )
}

type FormProps = { filters: Filters; onFilters: (filters: Filters) => void; agents: readonly Governed[] }

function FilterForm({ filters, onFilters, agents }: FormProps) {
  const set = (name: keyof Filters) => (value: string) => onFilters({ ...filters, [name]: value })
  const options = [...agents.map(({ name }) => ({ value: name })), ...accounts.map((value) => ({ value }))]
  return (
    <form class="filters" onSubmit={(event) => event.preventDefault()}>
      <div class="fields">
        <TextField
          label="Account"
          name="account"
          hint="An agent’s name, or the name of an account"
          value={filters.account}
          onValue={set('account')}
          options={options}
        />
        <div class="field">
          <label for="hall-kind">Kind</label>
          <select
            id="hall-kind"
            value={filters.kind}
            onChange={({ currentTarget }) => set('kind')(currentTarget.value)}
          >
            <option value="">any</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {kind}
              </option>
            ))}
          </select>
        </div>
        <TextField label="From" name="from" type="date" value={filters.from} onValue={set('from')} />
        <TextField label="To" name="to" type="date" value={filters.to} onValue={set('to')} />
      </div>
    </form>
  )
}

type TransferProps = { store: Store; transfer: TransferView; names: ReadonlyMap<string, string> }

function Transfer({ store, transfer, names }: TransferProps) {
  const { sequence, at, kind, debit, credit, currency, amount, reason, reference } = transfer
  return (
    <>
      <div class="entry-line">
        <strong>{capital(reason === '' ? kind : reason)}</strong>
        <strong class="sum">{currency === 'usd' ? `$${amount}` : `${amount} aiDollars`}</strong>
      </div>
      <p class="way">
        <AccountName store={store} account={debit} names={names} />
        <span aria-label="to"> → </span>
        <AccountName store={store} account={credit} names={names} />
      </p>
      <p class="entry-facts">
        No. {sequence} · <time dateTime={new Date(at).toISOString()}>{whenText(at)}</time>
        {kind !== 'plain' && ` · ${kind}`}
        {reference !== null && ` · ${reference}`}
      </p>
    </>
  )
}

type AccountProps = { store: Store; account: string; names: ReadonlyMap<string, string> }

function AccountName({ store, account, names }: AccountProps) {
  const [owner, id = ''] = account.split(':')
  const name = owner === 'agent' ? names.get(id) : undefined
  if (name === undefined) return <code>{account}</code>
  return (
    <PageLink store={store} page="bank" detail={id}>
      {name}
    </PageLink>
  )
}

function accountOf(written: string, agents: readonly Governed[]): string {
  const words = written.trim()
  const agent = agents.find(({ name }) => name.toLowerCase() === words.toLowerCase())
  return agent === undefined ? words : `agent:${agent.id}:aid`
}
