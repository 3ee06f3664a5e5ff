import { expect } from 'chai'
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { createAgentRegistry, type AgentRegistry } from '#domain/agents'
import type { AgentId } from '#kernel/ids'
import { connect, runAgent, worldOf, VillageError, type Outcome, type Village, type VillageNotices } from '#sdk'
import { systemClock } from '#platform/clock'
import { reserveSeat, takeSeat } from '#test/support/raw-room-client'
import { until } from '#test/support/until'
import { standAt, startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

describe('the SDK', () => {
  let server: VillageServer
  let registry: AgentRegistry
  let connected: Village[]

  before(async () => {
    server = await startVillageServer()
    registry = createAgentRegistry({ storage: server.database.storage, clock: systemClock })
  })
  beforeEach(() => void (connected = []))
  afterEach(() => Promise.all(connected.map((village) => village.close())))
  after(() => server.close())

  it('connects as the agent whose token it has, and perceives', async () => {
    const { agent, village } = await comeAt(30, 50)
    expect(village.agentId).to.equal(agent.id)
    const { me, time } = await village.perceive()
    expect(me).to.include({ id: agent.id, name: agent.name, x: 30, y: 50, doing: 'idle' })
    expect(time.clock).to.match(/^\d\d:\d\d$/)
  })

  describe('walking', () => {
    it('to a place', async () => {
      const { village } = await comeAt(26, 28)
      const walked = await village.walkTo('board')
      expect(walked).to.include({ arrived: true, place: 'board' })
      expect((await village.perceive()).me).to.include({ x: walked.x, y: walked.y, place: 'board', walk: null })
    })

    it('to a tile, by a step, and to another agent', async () => {
      const [{ village }, other] = [await comeAt(30, 51), await comeAt(34, 51)]
      expect(await village.walkTo({ x: 31, y: 51 })).to.include({ arrived: true, x: 31, y: 51 })
      expect(await village.walkTo({ dx: 0, dy: -1 })).to.include({ arrived: true, x: 31, y: 50 })
      const walked = await village.walkTo({ agent: other.agent.id })
      expect(Math.max(Math.abs(walked.x - 34), Math.abs(walked.y - 51)), 'beside it').to.equal(1)
    })

    it('to where it stands, also while its process is too busy to listen', async () => {
      const { village } = await comeAt(30, 53)
      for (let time = 0; time < 3; time++) {
        const walking = village.walkTo({ dx: 0, dy: 0 })
        await new Promise((resolve) => setImmediate(resolve)) // the request is on its way
        const until = Date.now() + 150
        while (Date.now() < until); // the answer and the arrival come in together
        const tooLong = new Promise((resolve) => setTimeout(resolve, 5_000, 'it never ended'))
        expect(await Promise.race([walking, tooLong])).to.include({ arrived: true, x: 30, y: 53 })
      }
    })

    it('elsewhere ends the walk before, as not arrived', async () => {
      const { village } = await comeAt(30, 50)
      const first = village.walkTo({ dx: 10, dy: 0 })
      const second = village.walkTo({ dx: 1, dy: 0 })
      expect(await first).to.include({ arrived: false })
      expect(await second).to.include({ arrived: true })
    })

    it('ends where it is stopped, as not arrived', async () => {
      const { village } = await comeAt(30, 51)
      const walk = village.walkTo({ x: 40, y: 51 })
      await village.stop()
      const walked = await walk
      expect(walked.arrived).to.equal(false)
      expect(walked.x).to.be.below(40)
      expect((await village.perceive()).me).to.include({ x: walked.x, y: walked.y })
    })

    for (const [code, destination] of [
      ['blocked', { x: 0, y: 0 }],
      ['outside_map', { x: 999, y: 0 }],
      ['unknown_place', 'moon'],
      ['invalid', {}],
      ['invalid', { x: 1 }],
    ] as const) {
      it(`is refused ${JSON.stringify(destination)} as ${code}`, async () => {
        const { village } = await comeAt(31, 52)
        expect(await codeOf(village.walkTo(destination))).to.equal(code)
      })
    }
  })

  describe('words and deeds', () => {
    it('V7 a say is heard within earshot and not outside, a thought by nobody', async () => {
      const [speaker, near, far] = [await comeAt(30, 50), await comeAt(38, 50), await comeAt(39, 51)]
      const [heardNear, heardFar] = [listen(near.village, 'heard'), listen(far.village, 'heard')]
      expect(await speaker.village.think('nobody hears this')).to.include({ status: 'accepted' })
      expect(await speaker.village.say('good morning')).to.include({ status: 'accepted', heardBy: 1 })
      expect(await near.village.say('the last word')).to.include({ heardBy: 2 }) // both the others hear this one
      await until('the last word is heard', () => heardFar.length > 0)
      expect(heardNear.map(({ text, name, from }) => [text, name, from])).to.deep.equal([
        ['good morning', speaker.agent.name, speaker.agent.id],
      ])
      expect(heardFar.map(({ text }) => text)).to.deep.equal(['the last word'])
      expect((await near.village.perceive()).heard.map(({ text }) => text)).to.deep.equal(['good morning'])
    })

    it('V8 emotes, thoughts, waiting and using the place are seen by everyone', async () => {
      const { agent, village } = await comeAt(27, 28)
      const walked = await village.walkTo('board')
      expect(walked.place).to.equal('board')
      await village.emote('cheer')
      await village.think('what a place')
      await seen(agent, (me) => me.emote?.emote === 'cheer' && me.thought?.text === 'what a place')
      await village.wait('an idea')
      await seen(agent, (me) => me.doing === 'thinking' && me.doingWhat === 'an idea')
      await village.use('reads the notices')
      await seen(agent, (me) => me.doing === 'working' && me.doingWhat === 'reads the notices')
      await village.say('come, all of you')
      await seen(agent, (me) => me.doing === 'talking' && me.said?.text === 'come, all of you')
    })

    it('V11 three converse, each is told who is in it, and one leaves', async () => {
      const [a, b, c] = [await comeAt(31, 51), await comeAt(32, 51), await comeAt(33, 51)]
      const told = [a, b, c].map(({ village }) => listen(village, 'conversation'))
      const { conversation } = await a.village.converse(b.agent.id, c.agent.id)
      const ids = [a, b, c].map(({ agent }) => agent.id)
      await until('all three are told', () => told.every((notices) => notices.at(-1)?.members.length === 3))
      for (const notices of told) expect(notices.at(-1)).to.deep.equal({ conversation, members: ids })
      await b.village.leaveConversation()
      await until('the others are told', () => [0, 2].every((index) => told[index]!.at(-1)?.members.length === 2))
      expect(told[1]!.at(-1)).to.deep.equal({ conversation: null, members: [] })
      expect((await a.village.perceive()).me.conversation).to.equal(conversation)
    })

    it('a refusal is an error with a code, a message and the fields', async () => {
      const { village } = await comeAt(30, 52)
      const failure = await village.say('x'.repeat(281)).catch((error: unknown) => error)
      expect(failure).to.be.an.instanceOf(VillageError)
      expect(failure).to.deep.include({
        code: 'invalid',
        errors: [{ field: 'text', expected: 'expected at most 280 characters' }],
      })
      expect(await codeOf(village.use())).to.equal('not_here')
      expect(await codeOf(village.converse(crypto.randomUUID()))).to.equal('no_one_there')
      expect(await codeOf(village.emote('dab' as never))).to.equal('invalid')
    })
  })

  describe('connections', () => {
    it('V1 the newer of two wins, and the older is told superseded', async () => {
      const { agent, village: older } = await comeAt(30, 50)
      const ended = listen(older, 'ended')
      const newer = await come(agent)
      await until('the older has ended', () => ended.length === 1)
      expect(ended).to.deep.equal([{ code: 4101, reason: 'this agent connected again elsewhere' }])
      expect(await codeOf(older.perceive())).to.equal('ended')
      expect((await newer.perceive()).me).to.include({ id: agent.id, x: 30, y: 50, doing: 'idle' })
      expect((await worldOf(server.url)).agents.filter(({ id }) => id === agent.id)).to.have.lengthOf(1)
    })

    it('A4 a revoked token ends its connection, and is refused from then on', async () => {
      const { agent, village } = await comeAt(30, 50)
      const ended = listen(village, 'ended')
      await registry.revoke('test', agent.id as AgentId)
      await until('it has ended', () => ended.length === 1)
      expect(ended[0]!.code).to.equal(4102)
      expect(await codeOf(connect({ url: server.url, token: agent.token }))).to.equal('token_revoked')
    })

    it('A4 an unknown token is refused as unauthenticated', async () => {
      expect(await codeOf(connect({ url: server.url, token: 'avt_unknown' }))).to.equal('unauthenticated')
    })

    for (const standing of ['suspended', 'archived'] as const) {
      it(`V9 an agent that is ${standing} leaves, its connection ends, and it is refused from then on`, async () => {
        const { agent, village } = await comeAt(30, 50)
        const ended = listen(village, 'ended')
        await registry.setStanding('test', agent.id as AgentId, standing, 'spam')
        await until('it has ended', () => ended.length === 1)
        expect(ended).to.deep.equal([{ code: 4103, reason: `${standing}: spam` }])
        expect((await worldOf(server.url)).agents.some(({ id }) => id === agent.id)).to.equal(false)
        expect(await codeOf(connect({ url: server.url, token: agent.token }))).to.equal(standing)
      })
    }

    it('V9 one that is quarantined stays connected, can do nothing, and may act again when it is active', async () => {
      const { agent, village } = await comeAt(30, 50)
      await registry.setStanding('test', agent.id as AgentId, 'quarantined', 'odd')
      await seen(agent, (me) => me.doing === 'quarantined')
      expect(await codeOf(village.say('hello'))).to.equal('quarantined')
      expect(await codeOf(village.walkTo('cafe'))).to.equal('quarantined')
      expect((await village.perceive()).me.standing).to.equal('quarantined')
      await registry.setStanding('test', agent.id as AgentId, 'active', '')
      await seen(agent, (me) => me.standing === 'active')
      expect(await village.say('hello again')).to.include({ status: 'accepted' })
    })

    for (const [what, undo] of [
      ['whose token was revoked', (id: AgentId) => registry.revoke('test', id)],
      ['that was suspended', (id: AgentId) => registry.setStanding('test', id, 'suspended', '')],
    ] as const) {
      it(`V9 an agent ${what} after it reserved its seat does not get in with it`, async () => {
        const agent = await server.agent()
        const seat = await reserveSeat(server.url, { token: agent.token })
        await undo(agent.id as AgentId)
        const headers = { authorization: `Bearer ${agent.token}`, 'content-type': 'application/json' }
        await until('the server knows', async () => {
          // A body that is refused, so that asking does not bring the agent in.
          const answer = await fetch(`${server.url}/api/agents/${agent.id}/move`, {
            method: 'POST',
            headers,
            body: '{}',
          })
          return answer.status !== 422
        })
        const client = await takeSeat(server.url, seat)
        await Promise.race([client.closed(), until('it got an answer', () => client.received.length > 0)])
        const { agents } = await worldOf(server.url)
        client.socket.terminate()
        expect(agents.map(({ name }) => name)).not.to.include(agent.name)
      })
    }

    it('V12 closing leaves the village at once', async () => {
      const { agent, village } = await comeAt(30, 50)
      await village.close()
      await until('it is gone', async () => (await worldOf(server.url)).agents.every(({ id }) => id !== agent.id))
      expect(await codeOf(village.say('am I still here?'))).to.equal('ended')
    })

    it('V12 an agent whose process is killed is shown as lost, and comes back as itself', async () => {
      const agent = await server.agent()
      const script = `import { connect } from '#sdk'
        await connect({ url: ${JSON.stringify(server.url)}, token: process.env.TOKEN })
        console.log('here')`
      const env = { PATH: process.env.PATH, TOKEN: agent.token }
      const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { env })
      await once(child.stdout, 'data')
      await seen(agent, (me) => me.doing === 'idle')
      child.kill('SIGKILL')
      await seen(agent, (me) => me.doing === 'lost')
      const village = await come(agent)
      expect((await village.perceive()).me.doing).to.equal('idle')
    })
  })

  describe('runAgent', () => {
    it('perceives, decides, acts and reflects, round by round, until the signal', async () => {
      const agent = await server.agent()
      await standAt(server, agent, 30, 50)
      const end = new AbortController()
      const rounds: Outcome[][] = []
      await runAgent({
        url: server.url,
        token: agent.token,
        everyMs: 1,
        signal: end.signal,
        brain: {
          decide: ({ me }) => [
            { type: 'walk', to: { dx: me.x % 2 === 0 ? 1 : -1, dy: 0 } },
            { type: 'emote', emote: 'wave' },
            { type: 'use', place: 'moon' },
          ],
          reflect: (outcomes, perception) => {
            expect(perception.me.id).to.equal(agent.id)
            rounds.push(outcomes)
            if (rounds.length === 2) end.abort()
          },
        },
      })
      expect(rounds).to.have.lengthOf(2)
      for (const outcomes of rounds) {
        expect(outcomes.map(({ decision }) => decision.type)).to.deep.equal(['walk', 'emote', 'use'])
        expect(outcomes[0]!.result).to.include({ arrived: true })
        expect(outcomes[1]!.result).to.include({ status: 'accepted' })
        expect(outcomes[2]!.result).to.be.an.instanceOf(VillageError).and.to.include({ code: 'unknown_place' })
      }
      await until('it has left', async () => (await worldOf(server.url)).agents.every(({ id }) => id !== agent.id))
    })

    it('shows the agent as thinking while its brain takes its time', async () => {
      const agent = await server.agent()
      const end = new AbortController()
      const running = runAgent({
        url: server.url,
        token: agent.token,
        signal: end.signal,
        brain: {
          decide: async () => {
            await seen(agent, (me) => me.doing === 'thinking')
            end.abort()
            return []
          },
        },
      })
      await running
    })

    it('ends when the village ends it', async () => {
      const agent = await server.agent()
      const running = runAgent({ url: server.url, token: agent.token, everyMs: 1, brain: { decide: () => [] } })
      await seen(agent, (me) => me.doing === 'idle')
      await registry.revoke('test', agent.id as AgentId)
      await running
    })

    it('throws what its brain throws, and is gone', async () => {
      const agent = await server.agent()
      const decide = () => {
        throw new Error('no idea')
      }
      const failure = await runAgent({ url: server.url, token: agent.token, brain: { decide } }).catch(
        (error: Error) => error,
      )
      expect(failure).to.be.an('error').with.property('message', 'no idea')
      await until('it is gone', async () => (await worldOf(server.url)).agents.every(({ id }) => id !== agent.id))
    })
  })

  async function comeAt(x: number, y: number): Promise<{ agent: TestAgent; village: Village }> {
    const agent = await server.agent()
    await standAt(server, agent, x, y)
    return { agent, village: await come(agent) }
  }

  async function come({ token }: TestAgent): Promise<Village> {
    const village = await connect({ url: server.url, token })
    connected.push(village)
    return village
  }

  function seen({ id }: TestAgent, is: (me: Awaited<ReturnType<typeof worldOf>>['agents'][number]) => boolean) {
    return until('everyone sees it', async () =>
      (await worldOf(server.url)).agents.some((me) => me.id === id && is(me)),
    )
  }
})

function listen<Name extends keyof VillageNotices>(village: Village, name: Name): VillageNotices[Name][] {
  const notices: VillageNotices[Name][] = []
  village.on(name, (notice) => void notices.push(notice))
  return notices
}

function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'accepted',
    (error: VillageError) => error.code,
  )
}
