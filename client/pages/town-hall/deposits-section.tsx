import { useRef, useState } from 'preact/hooks'
import { TextField } from '#client/pages/desk/text-field.tsx'
import { PageLink } from '#client/pages/parts/page-link.tsx'
import { ListEnd } from '#client/pages/parts/states.tsx'
import { useAnswer, useList } from '#client/pages/parts/use-answer.ts'
import { pathWith, whenText } from '#client/pages/parts/words.ts'
import type { Store } from '#client/state/store.ts'
import type { Deposit, DepositsPage } from '#messages/economy'
import { dayEnd, dayStart } from './days.ts'
import { DepositForm } from './deposit-form.tsx'
import { useGoverned, useNames } from './governed.ts'

/** Payments that arrived at PayPal: a form that credits one, and what was credited, to hold against PayPal's own list. */
export function DepositsSection({ store }: { store: Store }) {
  const [changes, setChanges] = useState(0)
  const [days, setDays] = useState({ from: '', to: '' })
  const agents = useGoverned()
  const names = useNames(agents)
  const path = pathWith('/api/admin/deposits', { from: dayStart(days.from), to: dayEnd(days.to) })
  const totals = useAnswer<DepositsPage>(path, changes)
  const list = useList<Deposit, DepositsPage>({
    path,
    read: ({ deposits, next }) => ({ items: deposits, next }),
    idOf: ({ id }) => id,
    mark: changes,
  })
  const known = totals.state === 'there' ? totals.value : undefined
  const rate = useRef(known?.rate)
  rate.current = known?.rate ?? rate.current
  return (
    <>
      <DepositForm store={store} agents={agents.items} rate={rate.current} done={() => setChanges(changes + 1)} />
      <section aria-labelledby="deposits-title">
        <h3 id="deposits-title">What was credited</h3>
        <div class="fields">
          <TextField
            label="From"
            name="from"
            type="date"
            value={days.from}
            onValue={(from) => setDays({ ...days, from })}
          />
          <TextField label="To" name="to" type="date" value={days.to} onValue={(to) => setDays({ ...days, to })} />
        </div>
        {known !== undefined && known.days.length > 0 && <Days days={known.days} />}
        <ul class="entries" role="list">
          {list.items.map((deposit) => (
            <DepositRow key={deposit.id} store={store} deposit={deposit} name={names.get(deposit.agentId)} />
          ))}
        </ul>
        <ListEnd list={list} nothing="No payment was credited then." />
      </section>
    </>
  )
}

function Days({ days }: { days: DepositsPage['days'] }) {
  return (
    <table class="days">
      <caption class="unseen">Totals of each day</caption>
      <thead>
        <tr>
          <th scope="col">Day (UTC)</th>
          <th scope="col">Payments</th>
          <th scope="col">US dollars</th>
          <th scope="col">aiDollars</th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, count, usd, amount }) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            <td>{count}</td>
            <td>{Number(usd).toFixed(2)}</td>
            <td>{amount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type RowProps = { store: Store; deposit: Deposit; name: string | undefined }

function DepositRow({ store, deposit, name }: RowProps) {
  const { paypalTransactionId, agentId, usd, amount, state, by, at } = deposit
  return (
    <li data-deposit={paypalTransactionId}>
      <div class="entry-line">
        <strong>
          <PageLink store={store} page="bank" detail={agentId}>
            {name ?? agentId}
          </PageLink>
        </strong>
        <span class="sum">
          ${Number(usd).toFixed(2)} → <strong>{amount} aiDollars</strong>
        </span>
      </div>
      <p class="entry-facts">
        PayPal {paypalTransactionId} · {whenText(at)} · by {by.name} ·{' '}
        <span data-state={state}>{state === 'booked' ? '✓ in the ledger' : '✗ not in the ledger as it should be'}</span>
      </p>
    </li>
  )
}
