import { expect } from 'chai'
import { limits } from '#kernel/limits'
import type { AgentRow } from '#domain/agents'
import { spawn } from '#test/support/small-town'
import { openTestVillage, someId, type VillageUnderTest } from '#test/support/village'

describe('conversations in the village', () => {
  let at: VillageUnderTest

  beforeEach(async () => void (at = await openTestVillage()))
  afterEach(() => at.close())

  it('V11 two converse: both are in it, are told so, and everyone learns of it by the feed', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    const answer = await at.act(anna!, { type: 'converse', with: [boris!.id] })
    const conversation = answer.status === 'accepted' ? answer.conversation! : ''
    expect(conversation).not.to.equal('')
    expect([at.view(anna!).conversation, at.view(boris!).conversation]).to.deep.equal([conversation, conversation])
    const members = [anna!.id, boris!.id]
    expect(at.told.notices).to.deep.equal([
      { session: 'Anna', type: 'conversation', payload: { conversation, members } },
      { session: 'Boris', type: 'conversation', payload: { conversation, members } },
    ])
    await at.caughtUp()
    const joined = at.events.filter(({ type }) => type === 'village.conversation_joined').map(({ payload }) => payload)
    expect(joined).to.deep.equal([
      { agentId: anna!.id, name: 'Anna', conversation, members },
      { agentId: boris!.id, name: 'Boris', conversation, members },
    ])
  })

  it('V11 what a member says carries the conversation', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    await converse(anna!, boris!)
    await at.act(anna!, { type: 'say', text: 'between us' })
    await at.caughtUp()
    const heard = at.told.notices.filter(({ type }) => type === 'heard').map(({ payload }) => payload)
    expect(heard).to.have.lengthOf(1)
    expect(heard[0]).to.include({ text: 'between us', conversation: at.view(anna!).conversation })
  })

  it('V11 a third joins the conversation of one that it addresses', async () => {
    const [anna, boris, clara] = await at.settle('Anna', 'Boris', 'Clara')
    await converse(anna!, boris!)
    await converse(clara!, boris!)
    expect(membersWith(anna!)).to.deep.equal(['Anna', 'Boris', 'Clara'])
  })

  it('V11 eight may be in one, a ninth is refused as conversation_full', async () => {
    const nine = await at.settle(...Array.from({ length: 9 }, (_, number) => `Agent ${number}`))
    await converse(nine[0]!, ...nine.slice(1, limits.conversationMembersMax))
    expect(membersWith(nine[0]!)).to.have.lengthOf(limits.conversationMembersMax)
    const refusal = await at.act(nine[8]!, { type: 'converse', with: [nine[0]!.id] })
    expect(refusal).to.include({ status: 'refused', code: 'conversation_full' })
    expect(at.view(nine[8]!).conversation).to.equal(null)
  })

  it('V11 members of two conversations do not become one', async () => {
    const [anna, boris, clara, dario] = await at.settle('Anna', 'Boris', 'Clara', 'Dario')
    await converse(anna!, boris!)
    await converse(clara!, dario!)
    const refusal = await at.act(anna!, { type: 'converse', with: [clara!.id] })
    expect(refusal).to.include({ status: 'refused', code: 'no_one_there' })
    expect([membersWith(anna!), membersWith(clara!)]).to.deep.equal([
      ['Anna', 'Boris'],
      ['Clara', 'Dario'],
    ])
  })

  it('V11 nobody converses with itself, with someone absent, or beyond earshot', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    expect(await at.act(anna!, { type: 'converse', with: [anna!.id] })).to.include({ code: 'invalid' })
    expect(await at.act(anna!, { type: 'converse', with: [someId('00')] })).to.include({ code: 'no_one_there' })
    await at.stand(boris!, spawn.x + limits.earshotTiles + 1, spawn.y)
    expect(await at.act(anna!, { type: 'converse', with: [boris!.id] })).to.include({ code: 'no_one_there' })
    await at.stand(boris!, spawn.x + limits.earshotTiles, spawn.y)
    expect(await at.act(anna!, { type: 'converse', with: [boris!.id, boris!.id] })).to.include({ status: 'accepted' })
  })

  it('V11 who walks out of earshot leaves it, and the others stay', async () => {
    const [anna, boris, clara] = await at.settle('Anna', 'Boris', 'Clara')
    await converse(anna!, boris!, clara!)
    await at.stand(clara!, spawn.x + 15, spawn.y)
    at.pass(1_000)
    expect(at.view(clara!).conversation).to.equal(null)
    expect(membersWith(anna!)).to.deep.equal(['Anna', 'Boris'])
    expect(at.told.notices.filter(({ session }) => session === 'Clara').at(-2)?.payload).to.deep.equal({
      conversation: null,
      members: [],
    })
  })

  it('V11 a chain holds: each member needs only one other within earshot', async () => {
    const [anna, boris, clara] = await at.settle('Anna', 'Boris', 'Clara')
    await converse(anna!, boris!, clara!)
    await at.stand(boris!, spawn.x + 7, spawn.y)
    await at.stand(clara!, spawn.x + 14, spawn.y)
    at.pass(2_000)
    expect(membersWith(anna!)).to.deep.equal(['Anna', 'Boris', 'Clara'])
  })

  it('V11 with one member left it is over, and that one is told', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    await converse(anna!, boris!)
    expect(await at.act(boris!, { type: 'leave_conversation' })).to.deep.equal({ status: 'accepted' })
    expect([at.view(anna!).conversation, at.view(boris!).conversation]).to.deep.equal([null, null])
    const over = { conversation: null, members: [] }
    expect(at.told.notices.slice(-2)).to.deep.equal([
      { session: 'Boris', type: 'conversation', payload: over },
      { session: 'Anna', type: 'conversation', payload: over },
    ])
    await at.caughtUp()
    const left = at.events.filter(({ type }) => type === 'village.conversation_left').map(({ payload }) => payload)
    expect(left.map((event) => 'members' in event && event.members)).to.deep.equal([[anna!.id], []])
  })

  it('V11 who leaves the village leaves its conversation', async () => {
    const [anna, boris, clara] = await at.settle('Anna', 'Boris', 'Clara')
    await converse(anna!, boris!, clara!)
    at.village.part('Boris', boris!.id, true)
    expect(membersWith(anna!)).to.deep.equal(['Anna', 'Clara'])
    at.village.part('Clara', clara!.id, true)
    expect(at.view(anna!).conversation).to.equal(null)
  })

  it('V11 leaving when in none is no fault', async () => {
    const [anna] = await at.settle('Anna')
    expect(await at.act(anna!, { type: 'leave_conversation' })).to.deep.equal({ status: 'accepted' })
    expect(at.told.notices).to.deep.equal([])
  })

  async function converse(speaker: AgentRow, ...others: AgentRow[]): Promise<void> {
    const answer = await at.act(speaker, { type: 'converse', with: others.map(({ id }) => id) })
    if (answer.status === 'refused') throw new Error(answer.detail)
  }

  function membersWith(agent: AgentRow): string[] {
    const { conversation } = at.view(agent)
    expect(conversation, `${agent.name} is in a conversation`).not.to.equal(null)
    const members = at.village.world().agents.filter((one) => one.conversation === conversation)
    return members.map(({ name }) => name)
  }
})
