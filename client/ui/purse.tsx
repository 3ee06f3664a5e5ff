import { useEffect, useState } from 'preact/hooks'
import { call } from '#client/net/api.ts'
import { moneyMark } from '#client/state/money.ts'
import { openPage } from '#client/state/pages.ts'
import type { Store } from '#client/state/store.ts'
import type { AgentId } from '#kernel/ids'
import type { AgentBalance } from '#messages/economy'
import { goHere } from './links.tsx'

/** What an agent has now, as a link to its page at the bank; nothing until it is known. */
export function Purse({ store, id }: { store: Store; id: AgentId }) {
  const [known, setKnown] = useState<AgentBalance>()
  const mark = moneyMark(store.money, id)
  useEffect(() => {
    let isWanted = true
    void call<AgentBalance>('GET', `/api/economy/balance/${id}`).then((answer) => {
      if (isWanted && answer.ok) setKnown(answer.value)
    })
    return () => void (isWanted = false)
  }, [id, mark])
  if (known?.agentId !== id) return <span class="ago">…</span>
  return (
    <>
      <a href={`?open=bank/${id}`} onClick={(event) => goHere(event, () => openPage(store, 'bank', id))}>
        {known.balance.amount} aiDollars
      </a>
      {store.showing.value.time === 'past' && <span class="ago"> now</span>}
    </>
  )
}
