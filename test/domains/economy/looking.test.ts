import { expect } from 'chai'
import type { AgentRow } from '#domain/agents'
import { openAccount, post, type AccountName } from '#domain/ledger'
import { agentAccount } from '#kernel/accounts'
import type { TransferId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { micros } from '#kernel/money'
import type { BalanceHistory, TransferView } from '#messages/economy'
import { newId } from '#platform/ids'
import { accepted, aid, openTestEconomy, payment, wish, type TestEconomy } from '#test/support/economy'

describe('looking at the economy', () => {
  let town: TestEconomy

  before(async () => {
    town = await openTestEconomy()
  })
  after(() => town.close())

  describe('at an agent’s account', () => {
    it('E14 tells each change: why, for which post, by whom, and never an e-mail', async () => {
      const [member, administrator, agent] = [await town.member(), await town.administrator(), await town.agent()]
      const postId = await town.postBy(agent)
      accepted(await town.economy.reward(member, wish(agent, 2, { reason: 'good', postId })))
      accepted(await town.economy.penalize(administrator, wish(agent, '0.5', { reason: 'late' })))
      accepted(await town.payments.deposit(administrator, payment(agent, '1.00')))
      const { entries, next } = accepted(await town.economy.entriesOf(agent.id, undefined, 50))
      const told = entries.map(({ kind, amount, balance, reason, postId, from }) => {
        return { kind, amount, balance: balance.amount, reason, postId, from }
      })
      expect(next).to.equal(null)
      expect(told).to.deep.equal([
        { kind: 'deposit', amount: '100', balance: '111.5', reason: '', postId: null, from: outside('PayPal') },
        { kind: 'penalty', amount: '-0.5', balance: '11.5', reason: 'late', postId: null, from: person(administrator) },
        { kind: 'reward', amount: '2', balance: '12', reason: 'good', postId, from: person(member) },
        { kind: 'start', amount: '10', balance: '10', reason: '', postId: null, from: { kind: 'town', name: null } },
      ])
      expect(JSON.stringify(entries)).not.to.include('@')
    })

    it('E14 in pages that neither skip nor repeat, also while it goes on', async () => {
      const agent = await town.agent()
      await change(agent, 23)
      const seen: string[] = []
      for (let before: string | undefined; ;) {
        const page = accepted(await town.economy.entriesOf(agent.id, before, 5))
        seen.push(...page.entries.map(({ version }) => version))
        if (page.next === null) break
        before = page.next
        await change(agent, 1)
      }
      expect(seen).to.deep.equal(Array.from({ length: seen.length }, (_, at) => String(seen.length - at)))
      expect(seen.length).to.be.greaterThanOrEqual(23)
    })

    it('E14 what is set aside is told, and can’t be spent or taken', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      accepted(await town.economy.balanceOf(agent.id))
      await town.storage.transaction(async (tx) => {
        await openAccount(tx, { name: 'house:gateway:aid', currency: 'aid' })
        const hold = { debit: agentAccount(agent.id), credit: 'house:gateway:aid', currency: 'aid' } as const
        const id = newId<TransferId>()
        await post(tx, [
          { ...hold, id, kind: 'pending', amount: micros(7n * aid), expiresInMs: 60_000, reason: 'gateway.hold' },
        ])
      })
      const { balance, held, available } = accepted(await town.economy.balanceOf(agent.id))
      expect([balance.amount, held.amount, available.amount]).to.deep.equal(['10', '7', '3'])
      const { act } = accepted(await town.economy.penalize(member, wish(agent, 5)))
      expect(act.amount, 'E9 not what is set aside').to.equal('3')
    })
  })

  describe('at the history of a balance', () => {
    it('E15 begins and ends where asked, and has each change in between', async () => {
      const agent = await town.agent()
      const before = Date.now()
      await change(agent, 3)
      const history = await town.economy.historyOf(agent.id, before - 60_000, Date.now() + 60_000)
      expect(history.points.map(({ amount }) => amount)).to.deep.equal(['0', '1', '2', '3', '3'])
      expect([history.points[0]!.at, history.points.at(-1)!.at]).to.deep.equal([history.from, history.to])
      const earlier = await town.economy.historyOf(agent.id, before - 60_000, before - 30_000)
      expect(earlier.points.map(({ amount }) => amount)).to.deep.equal(['0', '0'])
      const later = await town.economy.historyOf(agent.id, Date.now() + 1_000, Date.now() + 2_000)
      expect(later.points.map(({ amount }) => amount)).to.deep.equal(['3', '3'])
    })

    it('E15 of more changes than points takes some, evenly, the last among them, and each was so', async () => {
      const agent = await town.agent()
      await change(agent, 700)
      const range = [Date.now() - 600_000, Date.now() + 600_000] as const
      const { points } = await town.economy.historyOf(agent.id, ...range)
      expect(points).to.have.length(limits.balancePointsMax)
      expect(points.at(-1)!.amount).to.equal('700')
      await expectTrue(agent, points)
    })

    it('E15 between any two moments it is what the account was', async () => {
      const agent = await town.agent()
      for (let count = 0; count < 12; count++) {
        await change(agent, 1)
      }
      const moments = await momentsOf(agent)
      for (const { at, version } of moments) {
        const { points } = await town.economy.historyOf(agent.id, at, at + 1)
        const among = moments.filter((moment) => moment.at === at).map((moment) => String(moment.version))
        const [first, last] = [String(Number(among[0]) - 1), among.at(-1)]
        expect(among).to.include(String(version))
        expect(points.map(({ amount }) => amount)).to.deep.equal([first, ...among, last])
      }
    })

    it('E15 of an account that is not there yet it is nothing', async () => {
      const agent = await town.agent()
      const { points } = await town.economy.historyOf(agent.id, 0, Date.now())
      expect(points.map(({ micros }) => micros)).to.deep.equal(['0', '0'])
    })
  })

  describe('an agent hears of its money', () => {
    it('E16 of each reward, penalty and deposit, in order, until it says so', async () => {
      const [member, administrator, agent] = [await town.member(), await town.administrator(), await town.agent()]
      expect((await town.economy.noticesFor(agent.id)).notices).to.deep.equal([])
      const postId = await town.postBy(agent)
      accepted(await town.economy.reward(member, wish(agent, 2, { reason: 'good', postId })))
      await change(agent, 3)
      accepted(await town.economy.penalize(member, wish(agent, 1, { reason: 'late' })))
      accepted(await town.payments.deposit(administrator, payment(agent, '0.10')))
      const first = await town.economy.noticesFor(agent.id)
      const told = first.notices.map(({ kind, amount, reason, postId, from }) => [kind, amount, reason, postId, from])
      expect(told).to.deep.equal([
        ['reward', '2', 'good', postId, member.name],
        ['penalty', '-1', 'late', null, member.name],
        ['deposit', '10', '', null, 'PayPal'],
      ])
      expect(first.more).to.equal(false)
      expect(await town.another().noticesFor(agent.id)).to.deep.equal(first)
      await town.economy.heard(agent.id, first.heard)
      expect(await town.economy.noticesFor(agent.id)).to.deep.equal({ notices: [], heard: first.heard, more: false })
      expect((await town.economy.noticesFor(agent.id, '0')).notices, 'asked for').to.deep.equal(first.notices)
      await town.economy.heard(agent.id, '0')
      expect((await town.economy.noticesFor(agent.id)).notices, 'never back').to.deep.equal([])
    })

    it('E16 of more than one page, one after another, past changes that it is not told of', async () => {
      const [administrator, agent] = [await town.administrator(), await town.agent()]
      const amounts = []
      for (let count = 1; count <= limits.moneyNoticesPageMax + 5; count++) {
        amounts.push(String(count))
        accepted(await town.economy.reward(administrator, wish(agent, count)))
      }
      await change(agent, 100)
      accepted(await town.economy.reward(administrator, wish(agent, '0.5')))
      const heard: string[] = []
      let pages = 0
      for (let more = true; more; pages++) {
        const page = await town.economy.noticesFor(agent.id)
        heard.push(...page.notices.map(({ amount }) => amount))
        await town.economy.heard(agent.id, page.heard)
        more = page.more
      }
      expect(heard).to.deep.equal([...amounts, '0.5'])
      expect(pages).to.equal(2)
    })
  })

  describe('administrators at the whole ledger', () => {
    it('E17 in pages, by account, kind, reason and time', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      accepted(await town.economy.reward(member, wish(agent, 3)))
      const account = agentAccount(agent.id)
      const { transfers, next } = await town.economy.book.page({ account })
      expect(next).to.equal(null)
      expect(transfers.map(({ reason, amount, units }) => [reason, amount, units])).to.deep.equal([
        ['reward', '3', '3000000'],
        ['start', '10', '10000000'],
      ])
      const [{ at, debit, credit }] = transfers as [TransferView]
      expect([debit, credit]).to.deep.equal([`member:${member.id}:allowance:aid`, account])
      const reasons = async (filter: object) =>
        (await town.economy.book.page({ account, ...filter })).transfers.map(({ reason }) => reason)
      expect(await reasons({ reason: 'start' })).to.deep.equal(['start'])
      expect(await reasons({ kind: 'pending' })).to.deep.equal([])
      expect(await reasons({ from: at })).to.include('reward')
      expect(await reasons({ from: at + 1 })).not.to.include('reward')
      expect(await reasons({ to: at })).not.to.include('reward')
      expect((await town.economy.book.page({ account: 'nobody' })).transfers).to.deep.equal([])
    })

    for (const by of ['everyone', 'one account'] as const) {
      it(`E17 the pages and the file of ${by} have every transfer once, newest first`, async () => {
        const agent = await town.agent()
        await change(agent, 1_234)
        const filter = by === 'everyone' ? {} : { account: agentAccount(agent.id) }
        const paged: string[] = []
        for (let before: string | undefined; ;) {
          const page = await town.economy.book.page({ ...filter, before })
          paged.push(...page.transfers.map(({ sequence }) => sequence))
          if (page.next === null) break
          before = page.next
        }
        const [head, ...lines] = (await textOf(await town.economy.book.file(filter))).trimEnd().split('\r\n')
        expect(head).to.equal('sequence,id,at,kind,debit,credit,currency,amount,units,reason,reference,pendingId')
        expect(lines.map((line) => line.split(',', 1)[0])).to.deep.equal(paged)
        const [counted] = await town.rows<{ all: number }>('select count(*)::int as all from ledger.transfers')
        expect(paged).to.have.length(by === 'everyone' ? counted!.all : 1_234)
        expect(paged).to.deep.equal(paged.toSorted((a, b) => Number(b) - Number(a)))
      })
    }

    for (const [reason, written] of [
      ['=1+1', `'=1+1`],
      ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
      ['+1', `'+1`],
      ['-1+2', `'-1+2`],
      ['@SUM(A1)', `'@SUM(A1)`],
      ['  =1', `'  =1`],
      ['|cmd', `'|cmd`],
      ['a,b', '"a,b"'],
      ['say "hi"', '"say ""hi"""'],
      ['plain', 'plain'],
    ] as const) {
      it(`E17 the file has ${reason} as text`, async () => {
        const agent = await town.agent()
        await change(agent, 1, reason)
        const text = await textOf(await town.economy.book.file({ account: agentAccount(agent.id) }))
        expect(text.split('\r\n')[1]).to.include(`,1,1000000,${written},`)
      })
    }
  })

  /** Gives an agent one aiDollar after another, for a reason of no act. */
  async function change(agent: AgentRow, times: number, reason = 'test'): Promise<void> {
    const credit = agentAccount(agent.id)
    const debit: AccountName = 'external:test:aid'
    await town.storage.transaction(async (tx) => {
      await openAccount(tx, { name: credit, currency: 'aid' })
      await openAccount(tx, { name: debit, currency: 'aid', floor: null })
      for (let left = times; left > 0; left -= limits.ledgerGroupMax) {
        const commands = Array.from({ length: Math.min(left, limits.ledgerGroupMax) }, () => {
          const id = newId<TransferId>()
          return { id, kind: 'plain', debit, credit, currency: 'aid', amount: micros(aid), reason } as const
        })
        await post(tx, commands)
      }
    })
  }

  async function momentsOf(agent: AgentRow): Promise<{ version: number; at: number }[]> {
    const rows = await town.rows<{ version: string; at: Date }>(
      `select e.version, t.created_at as at from ledger.entries e join ledger.transfers t on t.id = e.transfer
       where e.account = ledger.account_id($1) order by e.version`,
      [agentAccount(agent.id)],
    )
    return rows.map(({ version, at }) => ({ version: Number(version), at: at.getTime() }))
  }

  async function expectTrue(agent: AgentRow, points: BalanceHistory['points']): Promise<void> {
    const amounts = points.slice(1, -1).map(({ amount }) => Number(amount))
    expect(amounts).to.deep.equal(amounts.toSorted((a, b) => a - b))
    expect(new Set(amounts).size).to.equal(amounts.length)
    const gaps = amounts.slice(1).map((amount, at) => amount - amounts[at]!)
    expect(Math.max(...gaps) - Math.min(...gaps), 'evenly').to.be.at.most(1)
    expect(await momentsOf(agent)).to.have.length(700)
  }
})

function person({ role, name }: { role: 'member' | 'administrator'; name: string }) {
  return { kind: role, name }
}

function outside(name: string) {
  return { kind: 'outside', name }
}

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const line of lines) text += line
  return text
}
