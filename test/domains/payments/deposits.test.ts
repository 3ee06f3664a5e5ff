import { expect } from 'chai'
import { entries } from '#domain/audit'
import { verifyLedger } from '#domain/ledger'
import { newDepositSchema } from '#messages/economy'
import { newId } from '#platform/ids'
import { accepted, aid, codeOf, newPaypalId, openTestEconomy, payment, type TestEconomy } from '#test/support/economy'

const dayMs = 86_400_000

describe('deposits', () => {
  let town: TestEconomy

  before(async () => {
    town = await openTestEconomy()
  })
  after(async () => {
    expect(await verifyLedger(town.storage.database)).to.deep.equal([])
    await town.close()
  })

  it('P1 P3 bring the dollars in and the aiDollars to the agent, with row, event and audit', async () => {
    const [administrator, agent] = [await town.administrator(), await town.agent()]
    const wish = payment(agent, '5.00')
    const { deposit } = accepted(await town.payments.deposit(administrator, wish))
    const { id, paypalTransactionId } = deposit
    expect(deposit).to.deep.equal({
      id,
      paypalTransactionId: wish.paypalTransactionId,
      agentId: agent.id,
      usd: '5',
      cents: '500',
      amount: '500',
      micros: '500000000',
      state: 'booked',
      by: { id: administrator.id, name: administrator.name },
      at: town.clock.now(),
    })
    expect(await town.has(agent)).to.equal(500n * aid)
    const transfers = await town.rows(
      `select d.name as debit, c.name as credit, t.currency, t.amount, t.reason, t.group_id is not null as linked
       from ledger.transfers t join ledger.accounts d on d.id = t.debit join ledger.accounts c on c.id = t.credit
       where t.reference = $1 order by t.seq`,
      [paypalTransactionId],
    )
    const common = { reason: 'deposit', linked: true }
    expect(transfers).to.deep.equal([
      {
        debit: 'external:deposits:aid',
        credit: `agent:${agent.id}:aid`,
        currency: 'aid',
        amount: '500000000',
        ...common,
      },
      { debit: 'external:paypal:usd', credit: 'house:cash:usd', currency: 'usd', amount: '500', ...common },
    ])
    const told = { amount: '500', micros: '500000000', usd: '5', paypalTransactionId }
    expect(await town.rows(`select payload from outbox where type = 'payments.deposited'`)).to.deep.include({
      payload: { agentId: agent.id, name: agent.name, transferId: id, ...told },
    })
    const [entry] = await entries(town.storage.database.manager, { action: 'payments.deposit', subject: agent.id }, 2)
    expect(entry).to.deep.include({ actor: `member:${administrator.id}`, detail: { id, ...told } })
  })

  it('P2 the same again is the same answer, and nothing is done; letter case does not matter', async () => {
    const [administrator, other, agent] = [await town.administrator(), await town.administrator(), await town.agent()]
    const wish = payment(agent, '5.00')
    const first = accepted(await town.payments.deposit(administrator, wish))
    town.clock.advance(1_000)
    expect(await town.payments.deposit(other, wish)).to.deep.equal(first)
    const paypalTransactionId = wish.paypalTransactionId.toLowerCase()
    expect(await town.payments.deposit(other, payment(agent, 5, { paypalTransactionId }))).to.deep.equal(first)
    expect(await town.has(agent)).to.equal(500n * aid)
    await town.archive(agent)
    expect(await town.payments.deposit(other, wish)).to.deep.equal(first)
  })

  it('P2 with other content it is refused', async () => {
    const [administrator, agent] = [await town.administrator(), await town.agent()]
    const wish = payment(agent, '5.00')
    accepted(await town.payments.deposit(administrator, wish))
    const { paypalTransactionId } = wish
    for (const other of [
      payment(agent, '5.01', { paypalTransactionId }),
      payment(agent, '5.00', { paypalTransactionId, aiDollars: 499 }),
      payment(await town.agent(), '5.00', { paypalTransactionId }),
    ]) {
      expect(codeOf(await town.payments.deposit(administrator, other))).to.equal('conflict')
    }
    expect(await town.has(agent)).to.equal(500n * aid)
  })

  it('P2 of twenty at the same moment one is done, and all get its answer', async () => {
    const [administrator, agent] = [await town.administrator(), await town.agent()]
    const wish = payment(agent, '1.00')
    const answers = await Promise.all(Array.from({ length: 20 }, () => town.payments.deposit(administrator, wish)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).to.equal(1)
    expect(await town.has(agent)).to.equal(100n * aid)
  })

  it('P2 the database itself has no room for a second one', async () => {
    accepted(await town.payments.deposit(await town.administrator(), payment(await town.agent(), 1)))
    const again = town.rows(
      `insert into payments_deposits select gen_random_uuid(), paypal_transaction_id, agent_id, cents, micros, member_id, at
       from payments_deposits limit 1`,
    )
    expect(await again.catch((error: Error) => error.message)).to.include('payments_deposits_paypal')
  })

  it('P3 credits as many aiDollars as said', async () => {
    const [administrator, agent] = [await town.administrator(), await town.agent()]
    accepted(await town.payments.deposit(administrator, payment(agent, '5.00', { aiDollars: '612.5' })))
    expect(await town.has(agent)).to.equal(612_500_000n)
  })

  for (const amount of [0, -5, '5.001', 0.005, '1e2', '', null, '10000000000000.01', NaN]) {
    it(`P4 refuses ${JSON.stringify(amount)} dollars`, () => {
      const given = { paypalTransactionId: newPaypalId(), agentId: newId(), amount }
      const result = newDepositSchema.safeParse(given)
      expect(result.error?.issues.map(({ path }) => path.join('.'))).to.deep.equal(['amount'])
    })
  }

  for (const paypalTransactionId of ['', 'short', '5TY05013RG002845M-', 'x'.repeat(33), '=1+1+1+1+1', 12_345_678]) {
    it(`refuses ${JSON.stringify(paypalTransactionId)} as a PayPal transaction`, () => {
      const result = newDepositSchema.safeParse({ paypalTransactionId, agentId: newId(), amount: 1 })
      expect(result.error?.issues.map(({ path }) => path.join('.'))).to.deep.equal(['paypalTransactionId'])
    })
  }

  it('P4 credits nothing whose aiDollars can’t be counted, and nothing to archived or unknown agents', async () => {
    const [administrator, agent] = [await town.administrator(), await town.agent()]
    const giant = await town.payments.deposit(administrator, payment(agent, '99999999999.00'))
    expect(giant).to.deep.include({ code: 'invalid' })
    const nobody = { ...agent, id: newId<typeof agent.id>() }
    expect(codeOf(await town.payments.deposit(administrator, payment(nobody, 1)))).to.equal('not_found')
    await town.archive(agent)
    expect(codeOf(await town.payments.deposit(administrator, payment(agent, 1)))).to.equal('archived')
    expect(await town.has(agent)).to.equal(0n)
  })

  it('P5 lists each, held against the ledger, with what each day was in all, in pages', async () => {
    const [administrator, agent] = [await town.administrator(), await town.agent()]
    const from = town.clock.now() + 10 * dayMs
    town.clock.advance(10 * dayMs)
    for (const amount of ['1.00', '2.50']) accepted(await town.payments.deposit(administrator, payment(agent, amount)))
    town.clock.advance(dayMs)
    accepted(await town.payments.deposit(administrator, payment(agent, '4.00')))
    const page = await town.payments.page({ from })
    expect(page.deposits.map(({ usd, state }) => [usd, state])).to.deep.include.ordered.members([['4', 'booked']])
    expect(page.deposits).to.have.length(3)
    const [today, yesterday] = [town.clock.now(), town.clock.now() - dayMs].map(dayOf)
    expect(page.days).to.deep.equal([
      { day: today, count: 1, usd: '4', cents: '400', amount: '400', micros: '400000000' },
      { day: yesterday, count: 2, usd: '3.5', cents: '350', amount: '350', micros: '350000000' },
    ])
    const older = await town.payments.page({ from, before: page.deposits[0]!.id })
    expect(older.deposits).to.deep.equal(page.deposits.slice(1))
    expect((await town.payments.page({ to: 1 })).deposits).to.deep.equal([])
  })

  it('P5 says which is missing in the ledger', async () => {
    const [administrator, agent] = [await town.administrator(), await town.agent()]
    const id = newId()
    await town.rows(
      `insert into payments_deposits (id, paypal_transaction_id, agent_id, cents, micros, member_id, at)
       values ($1, $2, $3, 100, 100000000, $4, now())`,
      [id, newPaypalId(), agent.id, administrator.id],
    )
    const { deposits } = await town.payments.page({})
    expect(deposits.filter(({ state }) => state === 'missing').map((deposit) => deposit.id)).to.deep.equal([id])
  })

  it('P1 rows are only ever added', async () => {
    for (const statement of ['update payments_deposits set cents = 1', 'delete from payments_deposits']) {
      const failure = await town.rows(statement).catch((error: Error) => error.message)
      expect(failure).to.include('append-only')
    }
  })
})

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
