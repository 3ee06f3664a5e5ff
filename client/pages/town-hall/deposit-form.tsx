import { useState } from 'preact/hooks'
import { call, type Answer } from '#client/net/api.ts'
import { TextField } from '#client/pages/desk/text-field.tsx'
import { ProblemNote } from '#client/pages/parts/problem.tsx'
import { useSending } from '#client/pages/parts/sending.ts'
import type { Store } from '#client/state/store.ts'
import { formatAmount, parseCents } from '#kernel/money'
import type { Deposit } from '#messages/economy'
import type { Amount } from '#messages/money'
import type { Governed } from './governed.ts'

const centsPerDollar = 100n
const blank = { paypalTransactionId: '', agent: '', amount: '' }

type Props = { store: Store; agents: readonly Governed[]; rate: Amount | undefined; done: () => void }
type Written = typeof blank

/** Credits a payment that arrived at PayPal to an agent, after it has shown what that comes to and has asked. */
export function DepositForm({ store, agents, rate, done }: Props) {
  const [written, setWritten] = useState(blank)
  const [isSure, setSure] = useState(false)
  const [told, setTold] = useState('')
  const { busy, problem, form, send, forget } = useSending(store)
  const set = (name: keyof Written) => (value: string) => {
    setWritten({ ...written, [name]: value })
    setSure(false)
    forget()
  }
  const agent = agentNamed(written.agent, agents)
  const credited = creditOf(written.amount, rate)
  const field = (name: keyof Written) => ({ value: written[name], onValue: set(name), problem })
  const submit = async (event: Event) => {
    event.preventDefault()
    const faults = faultsIn(written, agent, credited)
    if (faults === undefined && !isSure) return setSure(true)
    const answer = await send(async () => faults ?? credit(written, agent!))
    setSure(false)
    if (answer?.ok !== true) return
    setTold(`${agent!.name} was credited ${answer.value.amount} aiDollars.`)
    setWritten(blank)
    done()
  }
  return (
    <section aria-labelledby="deposit-title">
      <h3 id="deposit-title">Credit a payment</h3>
      <form ref={form} onSubmit={submit} noValidate>
        <TextField
          label="PayPal transaction"
          name="paypalTransactionId"
          charsMax={32}
          {...field('paypalTransactionId')}
        />
        <div class="fields">
          <TextField
            label="Agent"
            name="agentId"
            options={agents.filter(({ standing }) => standing !== 'archived').map(({ name }) => ({ value: name }))}
            {...field('agent')}
          />
          <TextField label="US dollars" name="amount" type="amount" charsMax={20} {...field('amount')} />
        </div>
        <p class="credited" aria-live="polite">
          {credited !== undefined && agent !== undefined
            ? `${agent.name} gets ${credited} aiDollars.`
            : rate !== undefined && `A US dollar is ${rate.amount} aiDollars.`}
        </p>
        <ProblemNote problem={problem} />
        <div class="buttons">
          <button type="submit" class="plain" aria-disabled={busy}>
            {isSure ? 'Yes, credit it' : 'Credit'}
          </button>
          {isSure && (
            <button type="button" class="quiet" onClick={() => setSure(false)}>
              Cancel
            </button>
          )}
        </div>
        <p class="ago" role="status">
          {isSure && 'A payment is credited once and can’t be taken back. Are you sure?'}
        </p>
      </form>
      <p class="done" role="status">
        {told}
      </p>
    </section>
  )
}

function credit({ paypalTransactionId, amount }: Written, { id }: Governed): Promise<Answer<Deposit>> {
  return call('POST', '/api/admin/deposits', { paypalTransactionId, agentId: id, amount: amount.trim() })
}

/** The aiDollars for US dollars as they are written, as the server will reckon them; undefined if they can't be read. */
function creditOf(dollars: string, rate: Amount | undefined): string | undefined {
  const read = parseCents(dollars.trim())
  if (read.status !== 'parsed' || rate === undefined) return undefined
  return formatAmount('aid', (read.amount * BigInt(rate.micros)) / centsPerDollar)
}

function faultsIn(
  written: Written,
  agent: Governed | undefined,
  credited: string | undefined,
): Answer<Deposit> | undefined {
  const errors = [
    ...(written.paypalTransactionId.trim() === ''
      ? [{ field: 'paypalTransactionId', expected: 'expected the transaction id that PayPal shows' }]
      : []),
    ...(agent === undefined ? [{ field: 'agentId', expected: 'expected the name of an agent' }] : []),
    ...(credited === undefined ? [{ field: 'amount', expected: 'expected an amount such as 5.00' }] : []),
  ]
  if (errors.length === 0) return undefined
  return { ok: false, problem: { code: 'invalid', title: 'Not credited', detail: '', errors } }
}

function agentNamed(written: string, agents: readonly Governed[]): Governed | undefined {
  const words = written.trim().toLowerCase()
  return agents.find(({ name }) => name.toLowerCase() === words)
}
