import { Client, type Room } from '@colyseus/sdk'
import { expect } from 'chai'
import { io, type Socket } from 'socket.io-client'
import type { AgentView, WorldView } from '#messages/views'
import { connect, worldOf, type Village } from '#sdk'
import type { VillageState } from '#state/village'
import type { OpenStorage } from '#storage'
import { newDatabase, openDatabase } from '#test/support/cluster'
import { reserveSeat } from '#test/support/raw-room-client'
import { hasRedis, startRedis, type TestRedis } from '#test/support/redis'
import { newAgent, removeDataDir, startTestServer, type TestServer } from '#test/support/server'
import { until } from '#test/support/until'
import { untilReady } from '#test/support/village-server'

type WorldEvent = { type: string; position?: number; agentId: string; text?: string }

const takeoverMsMax = 30_000

// Slow: another process notices after some seconds that the one with the village is gone.
describe('two processes on one PostgreSQL and one Redis (slow)', () => {
  let redis: TestRedis
  let databaseUrl: string
  let database: OpenStorage
  let a: TestServer
  let b: TestServer
  let toClose: (() => unknown)[] = []

  before(async function () {
    if (!hasRedis()) {
      if (process.env.CI === 'true') throw new Error('redis-server is needed for these tests')
      console.log('    there is no redis-server on this machine: not tested')
      this.skip()
    }
    redis = await startRedis()
    databaseUrl = await newDatabase()
    database = await openDatabase(databaseUrl)
    a = await start()
    b = await start()
  })
  afterEach(async () => {
    await Promise.all(toClose.map((close) => close()))
    toClose = []
  })
  after(async () => {
    if (redis === undefined) return
    for (const server of [a, b]) {
      await server.stop()
      removeDataDir(server.dataDir)
    }
    await database.close()
    await redis.stop()
  })

  it('a spectator and a listener on the one see an agent on the other come, walk, speak and leave', async () => {
    const [room, listener] = [await spectate(b), await listen(b)]
    const { id, village } = await come(a)
    await until('it is seen to come', () => room.state.agents.has(id))
    const walked = await village.walkTo({ dx: 2, dy: 0 })
    await until('it is seen where it went', () => room.state.agents.get(id)?.path !== '')
    await village.say('hello over there')
    await until('it is seen to speak', () => room.state.agents.get(id)?.said === 'hello over there')
    await village.close()
    await until('it is seen to leave', () => !room.state.agents.has(id))

    const own = await until('the listener is told all of it', () => {
      const events = listener.events.filter(({ agentId }) => agentId === id)
      return events.some(({ type }) => type === 'village.left') && events
    })
    for (const type of ['village.arrived', 'village.walked', 'village.said', 'village.left']) {
      expect(
        own.filter((event) => event.type === type),
        type,
      ).to.have.lengthOf(1)
    }
    expect(own.find(({ type }) => type === 'village.walked')).to.deep.include({ to: { x: walked.x, y: walked.y } })
  })

  it('an agent may be anywhere: by HTTP on the one, by the SDK on the other, at the same time', async () => {
    const { id, token, village } = await come(b)
    const heardBy = await come(a)
    const heard: string[] = []
    heardBy.village.on('heard', ({ text }) => void heard.push(text))
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    for (const { url } of [a, b]) {
      const move = await fetch(`${url}/api/agents/${id}/move`, { method: 'POST', headers, body: '{"dx":0,"dy":0}' })
      expect(await move.json()).to.include({ status: 'accepted' })
      const action = await fetch(`${url}/api/agents/${id}/action`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ type: 'say', text: `by ${url}` }),
      })
      expect(await action.json()).to.include({ status: 'accepted' })
      const perceived = await fetch(`${url}/api/agents/${id}/perception`, { headers })
      expect(await perceived.json()).to.have.nested.property('me.id', id)
    }
    await village.say('by the SDK')
    await until('all of it is heard', () => heard.length === 3)
    expect(heard).to.deep.equal([`by ${a.url}`, `by ${b.url}`, 'by the SDK'])
    expect((await worldOf(b.url)).agents.map(({ id: one }) => one)).to.have.members([id, heardBy.id])
  })

  it('V1 a newer connection through the other process replaces the older', async () => {
    const { id, token, village } = await come(a)
    const ended: string[] = []
    village.on('ended', ({ reason }) => void ended.push(reason))
    const newer = await connect({ url: b.url, token })
    toClose.push(() => newer.close())
    await until('the older has ended', () => ended.length === 1)
    expect((await worldOf(a.url)).agents.filter((agent) => agent.id === id)).to.have.lengthOf(1)
  })

  it('A4 a token that is revoked is refused by both at once', async () => {
    const { id, token } = await come(a)
    const headers = { authorization: `Bearer ${token}` }
    const statusAt = async ({ url }: TestServer) =>
      (await fetch(`${url}/api/agents/${id}/perception`, { headers })).status
    expect([await statusAt(a), await statusAt(b)]).to.deep.equal([200, 200])
    await database.storage.database.query('update agent_tokens set revoked_at = now() where agent_id = $1', [id])
    await database.storage.database.query(
      `insert into outbox (type, payload) select 'agents.token_revoked', jsonb_build_object('agentId', agent_id, 'tokenId', id)
       from agent_tokens where agent_id = $1`,
      [id],
    )
    await until('both refuse it', async () => (await statusAt(a)) === 401 && (await statusAt(b)) === 401)
  })

  it('a listener that comes while much is said misses nothing between the world and the first event', async () => {
    const speakers = await Promise.all(Array.from({ length: 4 }, () => come(a)))
    let ended = false
    const speaking = speakers.map(async ({ village }) => {
      for (let line = 1; !ended; line++) {
        await village.say(String(line))
        await new Promise((resolve) => setTimeout(resolve, 110)) // ten a second are allowed
      }
    })
    await until('all speak', async () => (await worldOf(b.url)).agents.every(({ said }) => said !== null))
    for (let round = 0; round < 6; round++) {
      await Promise.all(Array.from({ length: 8 }, () => expectNoGap(speakers.map(({ id }) => id))))
    }
    ended = true
    await Promise.all(speaking)
  })

  it('V13 when the process with the village is killed the other takes it over, and its agents come back by themselves', async () => {
    const first = await holder()
    const [killed, other] = (await holdsVillage(a)) ? [a, b] : [b, a]
    const { id, village } = await come(other)
    const listener = await listen(other)
    const walked = await village.walkTo({ dx: 0, dy: 2 })
    await untilSaved()
    const told: string[] = []
    for (const name of ['lost', 'reconnected', 'ended'] as const) village.on(name, () => void told.push(name))

    await killed.kill()
    await until('it comes back by itself', () => told.includes('reconnected'), takeoverMsMax)
    expect(told).to.deep.equal(['lost', 'reconnected'])
    expect((await village.perceive()).me).to.include({ id, x: walked.x, y: walked.y })
    await untilReady(other)
    expect((await reserveSeat(other.url)).processId).not.to.equal(first)
    expect(await village.say('here we are again')).to.include({ status: 'accepted' })
    await until('the listener hears it', () => listener.events.some(({ text }) => text === 'here we are again'))
    expect((await worldOf(other.url)).agents.filter((agent) => agent.id === id)).to.have.lengthOf(1)

    const again = await start()
    if (killed === a) a = again
    else b = again
    expect(await holdsVillage(again), 'who comes back does not take it away again').to.equal(false)
    const seen = await spectate(again)
    expect(seen.state.agents.get(id)?.said).to.equal('here we are again')
  })

  it('V13 when the process with the village is stopped in order the other takes it over', async () => {
    const first = await holder()
    const [stopped, other] = (await holdsVillage(a)) ? [a, b] : [b, a]
    const { id, village } = await come(other)
    const before = agentIn(await worldOf(other.url), id)
    let reconnected = false
    village.on('reconnected', () => (reconnected = true))
    expect(await stopped.stop()).to.equal(0)
    await until('it comes back by itself', () => reconnected, takeoverMsMax)
    expect(agentIn(await worldOf(other.url), id)).to.include({ x: before.x, y: before.y })
    expect((await reserveSeat(other.url)).processId).not.to.equal(first)
  })

  function start(): Promise<TestServer> {
    return startTestServer({ DATABASE_URL: databaseUrl, REDIS_URL: redis.url, ADVERTISE_HOST: '127.0.0.1' }).then(
      async (server) => {
        await untilReady(server)
        return server
      },
    )
  }

  async function expectNoGap(speakers: string[]): Promise<void> {
    const { socket, state, events } = await listen(b)
    const told = (id: string) => events.filter(({ type, agentId }) => type === 'village.said' && agentId === id)
    await until('it hears all speakers', () => speakers.every((id) => told(id).length > 0))
    for (const id of speakers) {
      const before = Number(agentIn(state, id).said!.text)
      expect(Number(told(id)[0]!.text), `the line after line ${before}`).to.be.at.most(before + 1)
    }
    socket.disconnect()
  }

  /** The id of the process that holds the village, in the matchmaker. */
  async function holder(): Promise<string> {
    return (await reserveSeat(b.url)).processId
  }

  async function untilSaved(): Promise<void> {
    const now = new Date()
    await until('the village is saved', async () => {
      const [row] = await database.storage.database.query('select alive_at from village_heartbeats')
      return row.alive_at > now
    })
  }

  // Only a process that holds the village ticks.
  async function holdsVillage({ url }: TestServer): Promise<boolean> {
    const text = await (await fetch(`${url}/metrics`)).text()
    return Number(/^village_tick_seconds_count (\d+)$/m.exec(text)![1]) > 0
  }

  async function come(server: TestServer): Promise<{ id: string; token: string; village: Village }> {
    const agent = await newAgent(database, `Agent ${crypto.randomUUID().slice(0, 8)}`)
    const village = await connect({ url: server.url, token: agent.token })
    toClose.push(() => village.close())
    return { ...agent, village }
  }

  async function spectate(server: TestServer): Promise<Room<any, VillageState>> {
    const room = (await new Client(server.url).join('village')) as Room<any, VillageState>
    toClose.push(() => room.leave())
    await until('the state is there', () => room.state?.agents !== undefined)
    return room
  }

  async function listen(server: TestServer): Promise<{ socket: Socket; state: WorldView; events: WorldEvent[] }> {
    const socket = io(`${server.url}/ws/world`, { transports: ['websocket'], forceNew: true })
    toClose.push(() => socket.disconnect())
    const events: WorldEvent[] = []
    socket.on('world_event', (event: WorldEvent) => void events.push(event))
    const state = await new Promise<WorldView>((resolve) => socket.once('world_state', resolve))
    return { socket, state, events }
  }

  function agentIn(world: WorldView, id: string): AgentView {
    return world.agents.find((agent) => agent.id === id)!
  }
})
