import { expect } from 'chai'
import type { FeedEvent } from '#events/index'
import { limits } from '#kernel/limits'
import type { AgentRow } from '#domain/agents'
import { openDatabase, newDatabase } from '#test/support/cluster'
import { openProxy } from '#test/support/proxy'
import { cafe, spawn } from '#test/support/small-town'
import { openTestVillage, place, roomLink, type VillageUnderTest } from '#test/support/village'

describe('words and deeds in the village', () => {
  let at: VillageUnderTest

  beforeEach(async () => void (at = await openTestVillage()))
  afterEach(() => at.close())

  it('V7 a say is heard by those within earshot, and by nobody else', async () => {
    const [anna, near, edge, far] = await at.settle('Anna', 'Near', 'Edge', 'Far')
    await at.stand(near!, spawn.x + 2, spawn.y)
    await at.stand(edge!, spawn.x + limits.earshotTiles, spawn.y - limits.earshotTiles)
    await at.stand(far!, spawn.x + limits.earshotTiles + 1, spawn.y)
    at.told.notices.length = 0

    expect(await at.act(anna!, { type: 'say', text: 'hello' })).to.deep.equal({ status: 'accepted', heardBy: 2 })
    await at.caughtUp()
    const said = { from: anna!.id, name: 'Anna', text: 'hello', conversation: null }
    expect(at.told.notices.map(({ session, type }) => [session, type])).to.deep.equal([
      ['Near', 'heard'],
      ['Edge', 'heard'],
    ])
    for (const { payload } of at.told.notices) expect(payload).to.deep.include(said)
    expect(heardBy(near!)).to.deep.equal(['hello'])
    expect(heardBy(anna!), 'nobody hears itself').to.deep.equal([])
    expect(heardBy(far!)).to.deep.equal([])
  })

  it('V7 who hears is decided when it is said, not when the feed reports it', async () => {
    const [anna, boris, clara] = await at.settle('Anna', 'Boris', 'Clara')
    await at.stand(clara!, spawn.x + 20, spawn.y)
    const speaking = at.act(anna!, { type: 'say', text: 'as I was saying' })
    await at.move(boris!, { x: spawn.x + 20, y: spawn.y + 1 })
    await at.move(clara!, { x: spawn.x + 1, y: spawn.y + 1 })
    await speaking
    at.pass(10_000)
    await at.caughtUp()
    expect(heardBy(boris!)).to.deep.equal(['as I was saying'])
    expect(heardBy(clara!)).to.deep.equal([])
  })

  it('V7 an agent keeps the last twenty things it heard, oldest first', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    for (let number = 0; number < limits.heardKeptMax + 3; number++) {
      at.pass(150)
      await at.act(anna!, { type: 'say', text: `line ${number}` })
    }
    await at.caughtUp()
    expect(heardBy(boris!)).to.deep.equal(Array.from({ length: limits.heardKeptMax }, (_, line) => `line ${line + 3}`))
  })

  it('V8 a say is in the outbox when it is acknowledged, and above the head once the feed reports it', async () => {
    const [anna] = await at.settle('Anna')
    await at.caughtUp()
    await at.feed.stop() // nothing reports it from here on
    expect(await at.act(anna!, { type: 'say', text: 'written down' })).to.include({ status: 'accepted' })
    expect(await typesInOutbox()).to.deep.equal([
      'agents.created',
      'agents.token_created',
      'village.arrived',
      'village.said',
    ])
    expect(at.view(anna!)).to.include({ said: null, doing: 'idle' })

    at.village.react(saidEvent(anna!, 'written down'))
    expect(at.view(anna!)).to.include({ doing: 'talking' })
    expect(at.view(anna!).said?.text).to.equal('written down')
    at.village.react(saidEvent(anna!, 'written down'))
    expect(at.view(anna!).said?.text, 'reported twice').to.equal('written down')
  })

  it('V8 thoughts, emotes and uses show once the feed reports them', async () => {
    const [anna] = await at.settle('Anna')
    await at.stand(anna!, cafe.x, cafe.y)
    expect(await at.act(anna!, { type: 'think', text: 'coffee?' })).to.include({ status: 'accepted' })
    expect(await at.act(anna!, { type: 'emote', emote: 'wave' })).to.include({ status: 'accepted' })
    expect(await at.act(anna!, { type: 'use', what: 'drinks coffee' })).to.include({ status: 'accepted' })
    await at.caughtUp()
    const { thought, doing, doingWhat } = at.view(anna!)
    expect([thought?.text, doing, doingWhat]).to.deep.equal(['coffee?', 'working', 'drinks coffee'])
    expect(at.village.state.agents.get(anna!.id)?.emote).to.equal('wave')
  })

  it('V8 a thought is heard by nobody', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    await at.act(anna!, { type: 'think', text: 'what is he up to?' })
    await at.caughtUp()
    expect(at.told.notices).to.deep.equal([])
    expect(heardBy(boris!)).to.deep.equal([])
  })

  it('waiting shows as thinking until one speaks, walks, or has waited too long', async () => {
    const [anna] = await at.settle('Anna')
    await at.act(anna!, { type: 'wait', for: 'an answer' })
    expect(at.view(anna!)).to.include({ doing: 'thinking', doingWhat: 'an answer' })
    at.pass(limits.waitingMsMax)
    expect(at.view(anna!).doing).to.equal('idle')
    await at.act(anna!, { type: 'wait', for: 'an answer' })
    await at.move(anna!, { dx: 1, dy: 0 })
    at.pass(2_000)
    expect(at.view(anna!).doing).to.equal('idle')
  })

  it('V9 a quarantined agent stays where it is, can do nothing, and is seen to be quarantined', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    await at.move(anna!, { x: spawn.x + 12, y: spawn.y })
    at.pass(1_000)
    await at.registry.setStanding('test', anna!.id, 'quarantined', 'odd')
    await at.caughtUp()
    for (const action of [{ type: 'say', text: 'help' }, { type: 'emote', emote: 'sad' }, { type: 'stop' }] as const) {
      expect(await at.act(anna!, action)).to.include({ code: 'quarantined' })
    }
    expect(await at.move(anna!, { dx: 1, dy: 0 })).to.include({ code: 'quarantined' })
    at.pass(20_000)
    expect(at.view(anna!)).to.include({ doing: 'quarantined', standing: 'quarantined', walk: null })
    expect(at.view(anna!).x, 'it halted').to.be.below(spawn.x + 6)
    const seen = at.village.perceive(boris!.id)
    expect(seen.status === 'perceived' && seen.perception.near.map(({ id }) => id)).to.deep.equal([anna!.id])

    await at.registry.setStanding('test', anna!.id, 'active', '')
    await at.caughtUp()
    expect(await at.move(anna!, { dx: 1, dy: 0 })).to.include({ status: 'accepted' })
  })

  it('V9 those who listen to walks are told when a quarantine ends one', async () => {
    const [anna] = await at.settle('Anna')
    await at.move(anna!, { x: spawn.x + 12, y: spawn.y })
    at.pass(1_000)
    await at.registry.setStanding('test', anna!.id, 'quarantined', 'odd')
    await at.caughtUp()
    expect(at.told.walked.at(-1)?.walk?.to).to.deep.equal(at.view(anna!).walk?.to)
  })

  for (const standing of ['suspended', 'archived'] as const) {
    it(`V9 a ${standing} agent leaves at once, and its connection is closed with the reason`, async () => {
      const [anna] = await at.settle('Anna')
      await at.registry.setStanding('test', anna!.id, standing, 'spam')
      await at.caughtUp()
      expect(at.village.agent(anna!.id)).to.equal(undefined)
      expect(at.told.closed).to.deep.equal([{ session: 'Anna', code: 4103, reason: `${standing}: spam` }])
      expect(await at.move(anna!, { dx: 1, dy: 0 })).to.include({ code: 'not_in_village' })
      await at.caughtUp()
      expect(at.events.at(-1)).to.deep.include({ type: 'village.left' })
      expect(at.events.at(-1)?.payload).to.include({ agentId: anna!.id, reason: standing })
    })
  }

  it('V9 the connection whose token is revoked is closed, another is not', async () => {
    const [anna] = await at.settle('Anna')
    await at.registry.revoke('test', anna!.id)
    await at.caughtUp()
    expect(at.told.closed, 'it came with another token').to.deep.equal([])
    const issued = await at.registry.issueToken('test', anna!.id, 'second')
    if (issued.status === 'refused') throw new Error(issued.detail)
    await at.village.arrive(anna!, { kind: 'room', session: 'second', tokenId: issued.tokenId })
    at.told.closed.length = 0
    await at.registry.revoke('test', anna!.id)
    await at.caughtUp()
    expect(at.told.closed.map(({ session, code }) => [session, code])).to.deep.equal([['second', 4102]])
  })

  it('V10 a place is used by someone who stands on its ground', async () => {
    const [anna] = await at.settle('Anna')
    await at.stand(anna!, cafe.x, cafe.y)
    expect(await at.act(anna!, { type: 'use' })).to.include({ status: 'accepted' })
    expect(await at.act(anna!, { type: 'use', place: 'cafe', what: 'reads the paper' })).to.include({
      status: 'accepted',
    })
    await at.caughtUp()
    const uses = at.events.filter(({ type }) => type === 'village.used').map(({ payload }) => payload)
    expect(uses.map((use) => 'what' in use && [use.place, use.what])).to.deep.equal([
      ['cafe', ''],
      ['cafe', 'reads the paper'],
    ])
  })

  it('V10 not_here: not on its ground, not while walking, not from next door', async () => {
    const [anna] = await at.settle('Anna')
    expect(await at.act(anna!, { type: 'use' })).to.include({ code: 'not_here' })
    expect(await at.act(anna!, { type: 'use', place: 'cafe' })).to.include({ code: 'not_here' })
    expect(await at.act(anna!, { type: 'use', place: 'moon' })).to.include({ code: 'unknown_place' })
    await at.move(anna!, { place: 'cafe' })
    expect(await at.act(anna!, { type: 'use', place: 'cafe' })).to.include({ code: 'not_here' })
    await at.stand(anna!, cafe.x - 1, cafe.y)
    expect(await at.act(anna!, { type: 'use', place: 'cafe' })).to.include({ code: 'not_here' })
    expect(await typesInOutbox()).not.to.include('village.used')
  })

  it('V14 thirty acts at once, then ten a second; more is refused as rate_limited', async () => {
    const [anna, boris] = await at.settle('Anna', 'Boris')
    expect(await burst(anna!, 50)).to.equal(limits.actsBurstMax)
    expect(await at.act(anna!, { type: 'wait', for: 'it' })).to.include({ status: 'refused', code: 'rate_limited' })
    expect(await at.act(boris!, { type: 'wait', for: 'it' }), 'another agent').to.include({ status: 'accepted' })
    at.clock.advance(1_000)
    expect(await burst(anna!, 50)).to.equal(limits.actsPerSecondMax)
    at.clock.advance(3_600_000)
    expect(await burst(anna!, 100), 'no more gathers than the burst').to.equal(limits.actsBurstMax)
  })

  function burst(agent: AgentRow, times: number): Promise<number> {
    const acts = Array.from({ length: times }, () => at.act(agent, { type: 'wait', for: 'it' }))
    return Promise.all(acts).then((results) => results.filter(({ status }) => status === 'accepted').length)
  }

  function heardBy(agent: AgentRow): string[] {
    const perceived = at.village.perceive(agent.id)
    if (perceived.status === 'refused') throw new Error(perceived.detail)
    return perceived.perception.heard.map(({ text }) => text)
  }

  async function typesInOutbox(): Promise<string[]> {
    const rows = await at.storage.storage.database.query<{ type: string }[]>('select type from outbox order by id')
    return rows.map(({ type }) => type)
  }

  function saidEvent(agent: AgentRow, text: string): FeedEvent {
    const where = { ...spawn, place: null, heardBy: [], conversation: null }
    const payload = { agentId: agent.id, name: agent.name, text, ...where }
    return { type: 'village.said', payload, position: 99, at: at.clock.now() }
  }
})

describe('the village while its database is away', () => {
  it('V8 refuses words and deeds as storage_unavailable, and walking goes on', async () => {
    const proxy = await openProxy(await newDatabase())
    const storage = await openDatabase(proxy.url)
    const at = await openTestVillage({ storage })
    const [anna] = await at.settle('Anna')
    await at.stand(anna!, cafe.x, cafe.y)
    await at.caughtUp()
    await proxy.cut()
    for (const action of [
      { type: 'say', text: 'hello?' },
      { type: 'think', text: 'odd' },
      { type: 'emote', emote: 'question' },
      { type: 'use', place: place('cafe') },
    ] as const) {
      expect(await at.act(anna!, action), action.type).to.include({ code: 'storage_unavailable' })
    }
    await at.stand(anna!, spawn.x, spawn.y)
    expect(at.view(anna!)).to.include({ ...spawn, said: null, thought: null })

    await proxy.restore()
    expect(await at.act(anna!, { type: 'say', text: 'there you are' })).to.include({ status: 'accepted' })
    await at.caughtUp()
    const said = at.events.filter(({ type }) => type === 'village.said').map(({ payload }) => payload)
    expect(said.map((payload) => 'text' in payload && payload.text)).to.deep.equal(['there you are'])
    await at.close()
    await storage.close()
    await proxy.close()
  })

  it('V15 comings and goings wait in order with the time at which they happened', async () => {
    const proxy = await openProxy(await newDatabase())
    const storage = await openDatabase(proxy.url)
    const at = await openTestVillage({ storage })
    const [anna] = await at.settle('Anna')
    await at.caughtUp()
    const before = at.events.length
    await proxy.cut()
    const expected: [string, number][] = []
    for (let round = 0; round < 5; round++) {
      at.clock.advance(1_000)
      at.village.part('Anna', anna!.id, true)
      expected.push(['village.left', at.clock.now()])
      at.clock.advance(1_000)
      await at.village.arrive(anna!, roomLink('Anna'))
      expected.push(['village.arrived', at.clock.now()])
    }
    await at.village.save() // refused, and tried again later
    await proxy.restore()
    await at.caughtUp()
    expect(at.events.slice(before).map(({ type, at: moment }) => [type, moment])).to.deep.equal(expected)
    await at.close()
    await storage.close()
    await proxy.close()
  })

  it('V15 beyond the bound the oldest are dropped and counted', async () => {
    const proxy = await openProxy(await newDatabase())
    const storage = await openDatabase(proxy.url)
    const at = await openTestVillage({ storage })
    const [anna] = await at.settle('Anna')
    await at.caughtUp()
    const before = at.events.length
    await proxy.cut()
    const rounds = limits.presenceFactsWaitingMax / 2 + 3
    for (let round = 0; round < rounds; round++) {
      at.village.part('Anna', anna!.id, true)
      await at.village.arrive(anna!, roomLink('Anna'))
    }
    const dropped = await at.metrics.presenceFactsDropped.get()
    expect(dropped.values[0]?.value).to.equal(6)
    await proxy.restore()
    await at.caughtUp()
    const facts = at.events.slice(before).map(({ type }) => type)
    expect(facts).to.have.lengthOf(limits.presenceFactsWaitingMax)
    expect(facts.every((type, index) => type === (index % 2 === 0 ? 'village.left' : 'village.arrived'))).to.equal(true)
    await at.close()
    await storage.close()
    await proxy.close()
  })
})
