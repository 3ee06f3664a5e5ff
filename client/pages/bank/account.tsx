import { PageLink } from '#client/pages/parts/page-link.tsx'
import { Answered } from '#client/pages/parts/states.tsx'
import { useAnswer } from '#client/pages/parts/use-answer.ts'
import { moneyMark } from '#client/state/money.ts'
import type { Store } from '#client/state/store.ts'
import { AgentLink } from '#client/ui/links.tsx'
import { Portrait } from '#client/ui/portrait.tsx'
import type { AgentId } from '#kernel/ids'
import type { Millis } from '#kernel/time'
import type { AgentBalance } from '#messages/economy'
import { BalanceChart } from './balance-chart.tsx'
import { Entries } from './entries.tsx'

type Owner = { id: AgentId; name: string; look: number; createdAt: Millis }

/** What an agent has, how that went, and every change of it with its receipt. Kept up to date. */
export function Account({ store, id }: { store: Store; id: AgentId }) {
  const mark = moneyMark(store.money, id)
  const owner = useAnswer<Owner>(`/api/agents/${id}`)
  const balance = useAnswer<AgentBalance>(`/api/economy/balance/${id}`, mark)
  return (
    <>
      <nav aria-label="Bank">
        <PageLink store={store} page="bank">
          ← All accounts
        </PageLink>
      </nav>
      <Answered asked={owner}>
        {({ name, look, createdAt }) => (
          <>
            <div class="account-title">
              <Portrait look={look} />
              <h3>
                <span class="unseen">Account of </span>
                <AgentLink store={store} id={id} name={name} />
              </h3>
              <div aria-live="polite">
                <Answered asked={balance}>{(value) => <Balance balance={value} />}</Answered>
              </div>
            </div>
            <BalanceChart id={id} createdAt={createdAt} mark={mark} />
            <Entries store={store} id={id} mark={mark} />
          </>
        )}
      </Answered>
    </>
  )
}

function Balance({ balance: { balance, held, available } }: { balance: AgentBalance }) {
  return (
    <>
      <p class="balance">
        <strong>{balance.amount}</strong> aiDollars
      </p>
      {held.amount !== '0' && (
        <p class="ago">
          {available.amount} to spend, {held.amount} set aside
        </p>
      )}
    </>
  )
}
