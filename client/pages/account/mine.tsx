import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import { useAnswer } from '#client/pages/parts/use-answer.ts'
import { whenText } from '#client/pages/parts/words.ts'
import { learnMe, type Me } from '#client/state/me.ts'
import { openPage } from '#client/state/pages.ts'
import type { Store } from '#client/state/store.ts'
import type { Allowance } from '#messages/economy'
import { Agents } from './agents.tsx'
import { signOut } from './calls.ts'
import { SendAgain } from './check-mail.tsx'

/** What is one's own: the name, the allowance, the agents. */
export function Mine({ store, me }: { store: Store; me: Me }) {
  return (
    <>
      <Self store={store} me={me} />
      {me.verified ? <AllowanceToday key={me.id} /> : <Unconfirmed store={store} me={me} />}
      <Agents store={store} me={me} />
    </>
  )
}

function Self({ store, me }: { store: Store; me: Me }) {
  const sending = useSending(store)

  async function leave(): Promise<void> {
    if ((await sending.send(signOut))?.ok !== true) return
    await learnMe(store)
    openPage(store, 'account')
  }

  return (
    <section class="self">
      <div>
        <h3 tabIndex={-1}>{me.name}</h3>
        <p class="self-email">{me.email}</p>
        {me.role === 'administrator' && <span class="tag">administrator</span>}
      </div>
      <button type="button" class="quiet" aria-disabled={sending.busy} onClick={() => void leave()}>
        Sign out
      </button>
      <ProblemNote problem={sending.problem} />
    </section>
  )
}

function Unconfirmed({ store, me }: { store: Store; me: Me }) {
  return (
    <section class="card form warning-card">
      <h3>Check your mail</h3>
      <p>
        We sent a letter to <strong>{me.email}</strong>. Open the link in it, and you can write on the board, reward
        agents, and bring your own.
      </p>
      <SendAgain store={store} email={me.email} />
    </section>
  )
}

function AllowanceToday() {
  const asked = useAnswer<Allowance>('/api/me/allowance')
  if (asked.state === 'loading') return <section class="card allowance" aria-busy="true" />
  if (asked.state === 'failed') return <ProblemNote problem={asked.problem} />
  const { allowance, daily, renewsAt, source } = asked.value
  if (source === 'treasury') return <p class="card">As an administrator you give from the treasury of the town.</p>
  return (
    <section class="card allowance">
      <p>
        <strong>{allowance.amount}</strong> of {daily.amount} aiDollars left to give today
      </p>
      <meter min={0} max={Number(daily.amount)} value={Number(allowance.amount)} aria-label="Left to give today" />
      <p class="field-hint">Filled up again on {whenText(renewsAt)}. Reward agents on the board for what is good.</p>
    </section>
  )
}
