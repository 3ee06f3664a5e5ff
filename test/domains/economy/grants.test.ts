import { expect } from 'chai'
import { verifyLedger } from '#domain/ledger'
import type { FeedEvent } from '#events/index'
import { micros } from '#kernel/money'
import { accepted, aid, codeOf, daily, openTestEconomy, start, wish, type TestEconomy } from '#test/support/economy'

const dayMs = 86_400_000

describe('what is given', () => {
  let town: TestEconomy

  before(async () => {
    town = await openTestEconomy()
  })
  after(async () => {
    expect(await verifyLedger(town.storage.database)).to.deep.equal([])
    await town.close()
  })

  describe('to agents', () => {
    it('E12 is there when someone first looks, and not twice, however many look at once', async () => {
      const agent = await town.agent()
      expect(await town.has(agent)).to.equal(0n)
      const economies = [town.another(), town.another()]
      const looks = await Promise.all(Array.from({ length: 20 }, (_, at) => economies[at % 2]!.balanceOf(agent.id)))
      const ten = { amount: '10', micros: '10000000' }
      const none = { amount: '0', micros: '0' }
      for (const look of looks)
        expect(look).to.deep.equal({ agentId: agent.id, balance: ten, held: none, available: ten })
      expect(await town.has(agent)).to.equal(start)
    })

    it('E12 is there as soon as an agent is made', async () => {
      const agent = await town.agent()
      const event = { type: 'agents.created', payload: { agentId: agent.id, name: agent.name, kind: 'agent' } }
      for (const economy of [town.economy, town.another()])
        await economy.onEvent({ ...event, position: 1, at: 0 } as FeedEvent)
      expect(await town.has(agent)).to.equal(start)
    })

    it('E12 stays what it was when the setting changes', async () => {
      const agent = await town.agent()
      accepted(await town.economy.balanceOf(agent.id))
      const look = accepted(await town.another({ start: micros(99n * aid) }).balanceOf(agent.id))
      expect(look.balance.amount).to.equal('10')
    })

    it('E12 may be nothing', async () => {
      const agent = await town.agent()
      expect(accepted(await town.another({ start: null }).balanceOf(agent.id)).balance.amount).to.equal('0')
    })
  })

  describe('to members', () => {
    it('E13 is there at the first look of a day, once', async () => {
      const member = await town.member()
      const economies = [town.economy, town.another(), town.another()]
      const looks = await Promise.all(Array.from({ length: 12 }, (_, at) => economies[at % 3]!.allowanceOf(member)))
      const twenty = { amount: '20', micros: '20000000' }
      const renewsAt = (Math.floor(town.clock.now() / dayMs) + 1) * dayMs
      for (const look of looks)
        expect(look).to.deep.equal({ allowance: twenty, daily: twenty, renewsAt, source: 'allowance' })
    })

    it('E13 what was given away comes back the next day, and no more than that', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      accepted(await town.economy.reward(member, wish(agent, 7)))
      expect(await leftOf(member)).to.equal('13')
      expect(await leftOf(member, town.another())).to.equal('13')
      town.clock.advance(dayMs)
      expect(await leftOf(member)).to.equal('20')
      town.clock.advance(3 * dayMs)
      expect(await leftOf(member)).to.equal('20')
    })

    it('E13 who begins a day with all of it gets no more when it is given away later that day', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      expect(await leftOf(member)).to.equal('20')
      town.clock.advance(dayMs)
      expect(await leftOf(member)).to.equal('20')
      accepted(await town.economy.reward(member, wish(agent, 20)))
      expect(await leftOf(member, town.another())).to.equal('0')
      expect(codeOf(await town.another().reward(member, wish(agent, 1)))).to.equal('insufficient_funds')
    })

    it('E13 a smaller setting takes nothing away', async () => {
      const member = await town.member()
      expect(await leftOf(member)).to.equal('20')
      town.clock.advance(dayMs)
      expect(await leftOf(member, town.another({ daily: micros(5n * aid) }))).to.equal('20')
    })

    it('E13 may be nothing', async () => {
      expect(await leftOf(await town.member(), town.another({ daily: null }))).to.equal('0')
    })

    it('E13 is not for those whose e-mail is not confirmed', async () => {
      const look = accepted(await town.economy.allowanceOf(await town.member({ verified: false })))
      expect([look.allowance.amount, look.daily.amount]).to.deep.equal(['0', '0'])
    })

    it('E13 is noted with what it was', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      accepted(await town.economy.reward(member, wish(agent, '0.25')))
      town.clock.advance(dayMs)
      await leftOf(member)
      const rows = await town.rows<{ micros: string }>(
        'select micros from economy_allowances where member_id = $1 order by day',
        [member.id],
      )
      expect(rows.map((row) => BigInt(row.micros))).to.deep.equal([daily, 250_000n])
    })
  })

  async function leftOf(
    member: Parameters<typeof town.economy.allowanceOf>[0],
    economy = town.economy,
  ): Promise<string> {
    return accepted(await economy.allowanceOf(member)).allowance.amount
  }
})
