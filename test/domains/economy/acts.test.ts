import { expect } from 'chai'
import { verifyLedger } from '#domain/ledger'
import { allowanceAccount } from '#kernel/accounts'
import type { PostId } from '#kernel/ids'
import { limits } from '#kernel/limits'
import { actWishSchema } from '#messages/economy'
import { newReplySchema } from '#messages/board'
import { entries } from '#domain/audit'
import { newId } from '#platform/ids'
import { accepted, aid, codeOf, daily, openTestEconomy, start, wish, type TestEconomy } from '#test/support/economy'

describe('rewards and penalties', () => {
  let town: TestEconomy

  before(async () => {
    town = await openTestEconomy()
  })
  after(async () => {
    expect(await verifyLedger(town.storage.database)).to.deep.equal([])
    await town.close()
  })

  describe('a reward', () => {
    it('E1 E3 goes from the allowance to the agent, with its row and its event', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      const { act } = accepted(await town.economy.reward(member, wish(agent, '2.5', { reason: 'well said' })))
      expect(act).to.deep.include({ kind: 'reward', agentId: agent.id, amount: '2.5', micros: '2500000', postId: null })
      expect(act).to.deep.include({ reason: 'well said', by: { kind: 'member', id: member.id, name: member.name } })
      expect(await town.has(agent)).to.equal(start + 2_500_000n)
      expect((await town.ledger.balanceOf(allowanceAccount(member.id)))!.balance).to.equal(daily - 2_500_000n)
      const [event, ...more] = await eventsAbout(agent.id)
      expect(more).to.deep.equal([])
      const { kind: _, id, asked: __, at: ___, ...told } = act
      expect(event).to.deep.equal({
        type: 'economy.rewarded',
        payload: { ...told, name: agent.name, transferId: id },
      })
      expect(await town.rows('select id from economy_acts where agent_id = $1', [agent.id])).to.deep.equal([{ id }])
    })

    for (const amount of ['2.5', 2.5, '2.500000', '0000002.5', 1e-6, '0.000001', '1000000000']) {
      it(`E2 reads ${JSON.stringify(amount)} exactly`, () => {
        const exact = { '0.000001': 1n, '1000000000': 1_000_000_000_000_000n }[String(amount)] ?? 2_500_000n
        expect(actWishSchema.parse({ agentId: newId(), amount }).amount).to.equal(exact)
      })
    }

    for (const amount of [0, '0', -1, '-2.5', '0.0000001', 1e-7, 0.1 + 0.2, NaN, Infinity, 1e21, '1000000000.000001']) {
      it(`E2 refuses ${String(amount)}`, () => expectBadAmount(amount))
    }

    for (const amount of [
      '',
      ' ',
      '1,5',
      '1e3',
      '0x10',
      '1_000',
      '+1',
      '.5',
      '5.',
      '٣',
      true,
      null,
      [1],
      { a: 1 },
      'NaN',
    ]) {
      it(`E2 refuses ${JSON.stringify(amount)}`, () => expectBadAmount(amount))
    }

    for (const [what, reason] of [
      ['two lines', 'a\nb'],
      ['an override', 'a\u202eb'],
      ['a lone surrogate', 'a\ud800'],
      ['a zero byte', 'a\u0000'],
      ['too much', 'x'.repeat(limits.reasonCharsMax + 1)],
    ] as const) {
      it(`refuses ${what} as a reason`, () => {
        const result = actWishSchema.safeParse({ agentId: newId(), amount: 1, reason })
        expect(result.error?.issues.map(({ path }) => path.join('.'))).to.deep.equal(['reason'])
      })
    }

    it('E3 says what is missing in the allowance, and does nothing', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      accepted(await town.economy.reward(member, wish(agent, 15)))
      const refused = await town.economy.reward(member, wish(agent, '7.25'))
      expect(refused).to.include({ code: 'insufficient_funds' })
      expect((refused as { detail: string }).detail).to.match(/^2\.25 aiDollars are missing/)
      expect(await town.has(agent)).to.equal(start + 15n * aid)
      expect(await eventsAbout(agent.id)).to.have.length(1)
    })

    it('E3 of fifty at once with an allowance for one, one is done', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      const answers = await Promise.all(Array.from({ length: 50 }, () => town.economy.reward(member, wish(agent, 20))))
      expect(tally(answers)).to.deep.equal({ done: 1, insufficient_funds: 49 })
      expect(await town.has(agent)).to.equal(start + daily)
      expect((await town.ledger.balanceOf(allowanceAccount(member.id)))!.balance).to.equal(0n)
      expect(await eventsAbout(agent.id)).to.have.length(1)
    })

    it('E3 many people reward one agent at once, and none waits for another in a circle', async () => {
      const agents = await Promise.all([1, 2, 3].map(() => town.agent()))
      const members = await Promise.all(Array.from({ length: 8 }, () => town.member()))
      const wishes = members.flatMap((member) =>
        agents.flatMap((agent) => [
          town.economy.reward(member, wish(agent, 1)),
          town.economy.penalize(member, wish(agent, 1)),
        ]),
      )
      expect(tally(await Promise.all(wishes))).to.deep.equal({ done: 48 })
      for (const agent of agents) expect(await town.has(agent)).to.equal(start)
    })

    it('E4 comes from the treasury when an administrator gives it, and is audited', async () => {
      const [administrator, agent] = [await town.administrator(), await town.agent()]
      const { act } = accepted(await town.economy.reward(administrator, wish(agent, 5_000, { reason: 'first prize' })))
      expect(act.by).to.deep.equal({ kind: 'administrator', id: administrator.id, name: administrator.name })
      expect(await town.has(agent)).to.equal(start + 5_000n * aid)
      expect(await town.ledger.balanceOf(allowanceAccount(administrator.id))).to.equal(undefined)
      const [entry] = await entries(town.storage.database.manager, { subject: agent.id, action: 'economy.reward' }, 2)
      expect(entry).to.deep.include({
        actor: `member:${administrator.id}`,
        detail: {
          id: act.id,
          amount: '5000',
          micros: '5000000000',
          asked: '5000',
          reason: 'first prize',
          postId: null,
        },
      })
    })

    it('E4 an act of a member is not in the audit', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      accepted(await town.economy.reward(member, wish(agent, 1)))
      const found = await entries(town.storage.database.manager, { actor: `member:${member.id}` }, 2)
      expect(found).to.deep.equal([])
    })

    it('E7 is refused for an agent of one’s own, also to an administrator', async () => {
      for (const owner of [await town.member(), await town.administrator()]) {
        const agent = await town.agent(owner.id)
        expect(codeOf(await town.economy.reward(owner, wish(agent, 1)))).to.equal('own_agent')
        expect(codeOf(await town.economy.penalize(owner, wish(agent, 1)))).to.equal('own_agent')
      }
    })

    it('E7 is refused for an archived agent, and for one that is not there', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      await town.archive(agent)
      expect(codeOf(await town.economy.reward(member, wish(agent, 1)))).to.equal('archived')
      const nobody = { ...agent, id: newId<typeof agent.id>() }
      expect(codeOf(await town.economy.reward(member, wish(nobody, 1)))).to.equal('not_found')
    })

    it('E11 is refused when there are too many of one person in a minute, and no one else is', async () => {
      const [member, other, agent] = [await town.member(), await town.member(), await town.agent()]
      const economy = town.another({ pace: 3 })
      const answers = []
      for (let count = 0; count < 5; count++) answers.push(await economy.reward(member, wish(agent, 1)))
      expect(answers.map(codeOf)).to.deep.equal(['done', 'done', 'done', 'rate_limited', 'rate_limited'])
      expect(codeOf(await economy.reward(other, wish(agent, 1)))).to.equal('done')
    })
  })

  describe('for a post', () => {
    it('E5 goes to the agent that wrote it, and says so in the ledger', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      const postId = await town.postBy(agent)
      const { act } = accepted(await town.economy.reward(member, wish(agent, 1, { postId })))
      expect(act.postId).to.equal(postId)
      const [transfer] = await town.rows('select reason, reference from ledger.transfers where id = $1', [act.id])
      expect(transfer).to.deep.equal({ reason: 'reward', reference: postId })
    })

    it('E5 E6 goes to each agent that replied to it', async () => {
      const [member, asker, agents] = [
        await town.member(),
        await town.agent(),
        [await town.agent(), await town.agent()],
      ]
      const postId = await town.postBy(asker)
      for (const agent of agents) {
        expect(codeOf(await town.economy.reward(member, wish(agent, 1, { postId })))).to.equal('invalid')
        await reply(agent, postId)
        expect(codeOf(await town.economy.reward(member, wish(agent, 1, { postId })))).to.equal('done')
        expect(codeOf(await town.economy.reward(member, wish(agent, 1, { postId })))).to.equal('already_rewarded')
      }
    })

    it('E5 is refused for posts that are not there or that one does not see', async () => {
      const [member, administrator, agent] = [await town.member(), await town.administrator(), await town.agent()]
      for (const postId of [newId<PostId>(), await town.postBy(agent, 'agents')]) {
        const refused = await town.economy.reward(member, wish(agent, 1, { postId }))
        expect(refused).to.deep.include({
          code: 'not_found',
          errors: [{ field: 'postId', expected: 'expected a post' }],
        })
      }
      const seen = await town.postBy(agent, 'agents')
      expect(codeOf(await town.economy.reward(administrator, wish(agent, 1, { postId: seen })))).to.equal('done')
    })

    it('E6 once by each person for a reward and once for a penalty', async () => {
      const [member, other, agent] = [await town.member(), await town.member(), await town.agent()]
      const postId = await town.postBy(agent)
      const wished = wish(agent, 1, { postId })
      expect(codeOf(await town.economy.reward(member, wished))).to.equal('done')
      expect(codeOf(await town.economy.reward(member, wished))).to.equal('already_rewarded')
      expect(codeOf(await town.economy.penalize(member, wished))).to.equal('done')
      expect(codeOf(await town.economy.penalize(member, wished))).to.equal('already_penalized')
      expect(codeOf(await town.economy.reward(other, wished))).to.equal('done')
      expect(await town.has(agent)).to.equal(start + aid)
    })

    it('E6 once also when asked twenty times at the same moment, in two processes', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      const wished = wish(agent, '0.5', { postId: await town.postBy(agent) })
      const economies = [town.economy, town.another()]
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, at) => economies[at % 2]!.reward(member, wished)),
      )
      expect(tally(answers)).to.deep.equal({ done: 1, already_rewarded: 19 })
      expect(await town.has(agent)).to.equal(start + 500_000n)
    })

    it('E6 the database itself has no room for a second one', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      const wished = wish(agent, 1, { postId: await town.postBy(agent) })
      accepted(await town.economy.reward(member, wished))
      const again = town.rows(
        `insert into economy_acts select gen_random_uuid(), kind, agent_id, member_id, payer, asked, micros, reason, post_id,
           client_id, at from economy_acts where agent_id = $1`,
        [agent.id],
      )
      expect(await again.catch((error: Error) => error.message)).to.include('economy_acts_once')
    })
  })

  describe('asked again', () => {
    it('E8 gives the same answer to the same clientId and content, and does nothing', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      const postId = await town.postBy(agent)
      const wished = wish(agent, 3, { reason: 'thanks', postId, clientId: newId() })
      const first = accepted(await town.economy.reward(member, wished))
      await town.archive(agent)
      expect(await town.another().reward(member, wished)).to.deep.equal(first)
      expect(await town.has(agent)).to.equal(start + 3n * aid)
      expect(await eventsAbout(agent.id)).to.have.length(1)
    })

    it('E8 of twenty at the same moment one is done, and all get its answer', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      const wished = wish(agent, 3, { clientId: newId() })
      const answers = await Promise.all(Array.from({ length: 20 }, () => town.economy.reward(member, wished)))
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).to.equal(1)
      expect(await town.has(agent)).to.equal(start + 3n * aid)
    })

    for (const [what, change] of [
      ['another amount', { amount: 4 }],
      ['another reason', { reason: 'other' }],
      ['a post', { postId: true }],
    ] as const) {
      it(`E8 refuses the same clientId with ${what}`, async () => {
        const [member, agent] = [await town.member(), await town.agent()]
        const clientId = newId()
        accepted(await town.economy.reward(member, wish(agent, 3, { clientId })))
        const changed = 'postId' in change ? { postId: await town.postBy(agent) } : change
        expect(codeOf(await town.economy.reward(member, wish(agent, 3, { clientId, ...changed })))).to.equal('conflict')
      })
    }

    it('E8 refuses it for another agent and for a penalty, and lets someone else have it', async () => {
      const [member, other, agent] = [await town.member(), await town.member(), await town.agent()]
      const wished = wish(agent, 3, { clientId: newId() })
      accepted(await town.economy.reward(member, wished))
      const elsewhere = { ...wished, agentId: (await town.agent()).id }
      expect(codeOf(await town.economy.reward(member, elsewhere))).to.equal('conflict')
      expect(codeOf(await town.economy.penalize(member, wished))).to.equal('conflict')
      expect(codeOf(await town.economy.reward(other, wished))).to.equal('done')
    })

    it('E8 a refused one leaves its clientId free', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      const clientId = newId()
      expect(codeOf(await town.economy.reward(member, wish(agent, 21, { clientId })))).to.equal('insufficient_funds')
      expect(codeOf(await town.economy.reward(member, wish(agent, 20, { clientId })))).to.equal('done')
    })
  })

  describe('a penalty', () => {
    it('E1 E10 takes from the agent and costs the member as much', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      const { act } = accepted(await town.economy.penalize(member, wish(agent, 4, { reason: 'rude' })))
      expect(act).to.deep.include({ kind: 'penalty', amount: '4', asked: { amount: '4', micros: '4000000' } })
      expect(await town.has(agent)).to.equal(start - 4n * aid)
      expect((await town.ledger.balanceOf(allowanceAccount(member.id)))!.balance).to.equal(daily - 4n * aid)
      const [event] = await eventsAbout(agent.id)
      expect(event).to.deep.include({ type: 'economy.penalized' })
      expect(event!.payload).to.include({ amount: '4', reason: 'rude', name: agent.name })
    })

    it('E4 costs an administrator nothing, and is audited', async () => {
      const [administrator, agent] = [await town.administrator(), await town.agent()]
      accepted(await town.economy.penalize(administrator, wish(agent, 4)))
      expect(await town.has(agent)).to.equal(start - 4n * aid)
      expect(await town.ledger.balanceOf(allowanceAccount(administrator.id))).to.equal(undefined)
      const found = await entries(town.storage.database.manager, { subject: agent.id, action: 'economy.penalty' }, 2)
      expect(found).to.have.length(1)
    })

    it('E9 E10 takes what there is, says so, and then there is nothing to take', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      const { act } = accepted(await town.economy.penalize(member, wish(agent, 15)))
      expect(act).to.deep.include({ amount: '10', micros: '10000000', asked: { amount: '15', micros: '15000000' } })
      expect(await town.has(agent)).to.equal(0n)
      expect((await town.ledger.balanceOf(allowanceAccount(member.id)))!.balance).to.equal(daily - start)
      expect(codeOf(await town.economy.penalize(member, wish(agent, 1)))).to.equal('nothing_to_take')
      expect((await town.ledger.balanceOf(allowanceAccount(member.id)))!.balance).to.equal(daily - start)
    })

    it('E10 is not done at all when the member can’t pay as much', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      accepted(await town.economy.reward(member, wish(await town.agent(), 15)))
      expect(codeOf(await town.economy.penalize(member, wish(agent, 6)))).to.equal('insufficient_funds')
      expect(await town.has(agent)).to.equal(start)
      expect(codeOf(await town.economy.penalize(member, wish(agent, 5)))).to.equal('done')
    })

    it('E8 E9 asked again after it took less, it gives the same answer', async () => {
      const [member, agent] = [await town.member(), await town.agent()]
      const wished = wish(agent, 15, { clientId: newId() })
      const first = accepted(await town.economy.penalize(member, wished))
      expect(await town.economy.penalize(member, wished)).to.deep.equal(first)
    })

    it('E9 E10 of thirty at once by three people nothing is taken that is not there', async () => {
      const agent = await town.agent()
      const members = await Promise.all([1, 2, 3].map(() => town.member()))
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, at) => town.economy.penalize(members[at % 3]!, wish(agent, '1.5'))),
      )
      const taken = answers.flatMap((answer) => (answer.status === 'done' ? [BigInt(answer.act.micros)] : []))
      expect(taken.reduce((sum, one) => sum + one, 0n)).to.equal(start)
      expect(tally(answers)).to.deep.equal({ done: 7, nothing_to_take: 23 })
      expect(await town.has(agent)).to.equal(0n)
    })
  })

  describe('after all this', () => {
    it('E1 rows of acts are only ever added', async () => {
      for (const statement of [
        'update economy_acts set micros = 1',
        'delete from economy_acts',
        'truncate economy_acts',
      ]) {
        const failure = await town.rows(statement).catch((error: Error) => error.message)
        expect(failure).to.include('append-only')
      }
    })

    it('E1 each act has its transfer, its event, and nothing is there without the others', async () => {
      const [counted] = await town.rows<{ acts: string; transfers: string; events: string; moved: string }>(
        `select (select count(*) from economy_acts) as acts,
           (select count(*) from ledger.transfers where reason in ('reward', 'penalty')) as transfers,
           (select count(*) from outbox where type in ('economy.rewarded', 'economy.penalized')) as events,
           (select count(*) from economy_acts a join ledger.transfers t on t.id = a.id and t.amount = a.micros
              join outbox o on o.payload->>'transferId' = a.id::text) as moved`,
      )
      expect(Number(counted!.acts)).to.be.greaterThan(80)
      expect(new Set(Object.values(counted!)).size, JSON.stringify(counted)).to.equal(1)
    })
  })

  function expectBadAmount(amount: unknown): void {
    const result = actWishSchema.safeParse({ agentId: newId(), amount })
    expect(result.error?.issues.map(({ path }) => path.join('.'))).to.deep.equal(['amount'])
  }

  function eventsAbout(agentId: string) {
    return town.rows<{ type: string; payload: Record<string, unknown> }>(
      `select type, payload from outbox where type like 'economy.%' and payload->>'agentId' = $1 order by id`,
      [agentId],
    )
  }

  async function reply(agent: Awaited<ReturnType<TestEconomy['agent']>>, postId: PostId): Promise<void> {
    accepted(await town.board.reply({ ...agent, kind: 'agent' }, postId, newReplySchema.parse({ body: 'It is this.' })))
  }
})

function tally(answers: readonly object[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const answer of answers) counts[codeOf(answer)] = (counts[codeOf(answer)] ?? 0) + 1
  return counts
}
