import { expect } from 'chai'
import { io, type Socket } from 'socket.io-client'
import { createAgentRegistry } from '#domain/agents'
import type { AgentId } from '#kernel/ids'
import type { WorldView } from '#messages/views'
import { connect, worldOf } from '#sdk'
import { systemClock } from '#platform/clock'
import { openRaw } from '#test/support/raw-room-client'
import { until } from '#test/support/until'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

type WorldEvent = { type: string; position?: number; agentId: string; text?: string; name: string }
type Listener = { socket: Socket; states: WorldView[]; events: WorldEvent[]; refused: { code: string }[] }

const touchMsMax = 25_000

describe('Socket.IO on /ws/world', () => {
  let server: VillageServer
  let listeners: Listener[]
  let witness: Listener

  before(async () => {
    server = await startVillageServer()
    listeners = []
    witness = await listen()
  })
  beforeEach(() => void (listeners = []))
  afterEach(async () => {
    for (const { socket } of listeners) socket.disconnect()
    expect(await server.isWell()).to.equal(true)
    expect(witness.socket.connected, 'another listener noticed nothing').to.equal(true)
  })
  after(async () => {
    witness.socket.disconnect()
    await server.close()
  })

  for (const transport of ['websocket', 'polling'] as const) {
    it(`tells the world once, then what happens, in order, by ${transport}`, async () => {
      const listener = await listen({ transports: [transport] })
      const { id, token } = await server.agent()
      expect(listener.states).to.have.lengthOf(1)
      expect(listener.states[0]!.size).to.deep.equal({ width: 80, height: 60 })
      const village = await connect({ url: server.url, token })
      await village.walkTo({ dx: 1, dy: 0 })
      await village.say('one')
      await village.think('two')
      await village.emote('wave')
      await village.close()
      const own = await until('all is told', () => {
        const events = listener.events.filter(({ agentId }) => agentId === id)
        return events.some(({ type }) => type === 'village.left') && events
      })
      // A walk is told at once, the others when the feed reports them.
      const inFeed = own.filter(({ position }) => position !== undefined)
      expect(inFeed.map(({ type, text }) => text ?? type)).to.deep.equal([
        'agents.created',
        'village.arrived',
        'one',
        'two',
        'village.emoted',
        'village.left',
      ])
      expect(own.map(({ type }) => type).filter((type) => /walked|said/.test(type))).to.deep.equal([
        'village.walked',
        'village.said',
      ])
      expect(own.find(({ type }) => type === 'village.walked'))
        .to.have.property('path')
        .that.has.lengthOf(2)
      const positions = listener.events.flatMap(({ position }) => position ?? [])
      expect(positions).to.deep.equal(positions.toSorted((a, b) => a - b))
      expect(listener.states, 'and only once').to.have.lengthOf(1)
    })
  }

  it('spares those the world and the walks who want events only', async () => {
    const got: string[] = []
    const socket = io(`${server.url}/ws/world`, {
      auth: { want: 'events' },
      transports: ['websocket'],
      forceNew: true,
    })
    socket.onAny((name: string, event?: WorldEvent) => got.push(event?.type ?? name))
    await until('it has joined, and knows the board', () => got.includes('joined') && got.includes('board_summary'))
    const village = await connect({ url: server.url, token: (await server.agent()).token })
    await village.walkTo({ dx: 1, dy: 0 })
    await village.say('one')
    await until('words are told', () => got.includes('village.said'))
    await village.close()
    socket.disconnect()
    expect(got).to.include('village.arrived')
    expect(got).to.not.include('village.walked')
    expect(got).to.not.include('world_state')
  })

  it('says nothing of tokens, standings and audits', async () => {
    const listener = await listen()
    const { id } = await server.agent()
    await registry().setStanding('test', id as AgentId, 'quarantined', 'odd')
    await registry().revoke('test', id as AgentId)
    await server.agent('The one after')
    await until('the next is told', () => listener.events.some(({ name }) => name === 'The one after'))
    expect(listener.events.filter(({ agentId }) => agentId === id).map(({ type }) => type)).to.deep.equal([
      'agents.created',
    ])
  })

  it('a token brings its agent in', async () => {
    const agent = await server.agent()
    await listen({ auth: { token: agent.token } })
    await until('it is there', async () => (await doingOf(agent)) === 'idle')
  })

  for (const token of [`avt_${'x'.repeat(43)}`, 'nonsense', 42, {}, [], true, { toString: null }]) {
    it(`the token ${JSON.stringify(token).slice(0, 30)} is refused as unauthenticated`, async () => {
      const socket = io(`${server.url}/ws/world`, {
        auth: { token },
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
      })
      const error = await new Promise<Error & { data?: { code: string } }>((resolve) =>
        socket.once('connect_error', resolve),
      )
      socket.disconnect()
      expect(error.data).to.include({ status: 'refused', code: 'unauthenticated' })
    })
  }

  for (const token of [null, '']) {
    it(`the token ${JSON.stringify(token)} is as good as none`, async () => {
      expect((await listen({ auth: { token } })).states).to.have.lengthOf(1)
    })
  }

  for (const name of ['hello', 'world_event', '__proto__', 'constructor', 'x'.repeat(2_000)]) {
    it(`the event ${JSON.stringify(name.slice(0, 20))} is refused as unknown_message`, async () => {
      const listener = await listen()
      listener.socket.emit(name, { admin: true })
      await until('it is refused', () => listener.refused.length > 0)
      expect(listener.refused[0]).to.include({ status: 'refused', code: 'unknown_message' })
      expect(await listener.socket.emitWithAck(name, 1, [2], null)).to.include({ code: 'unknown_message' })
      expect(witness.events.filter(({ type }) => !/^(village|agents)\./.test(type))).to.deep.equal([])
    })
  }

  it('a message too large ends its connection only', async () => {
    const listener = await listen({ reconnection: false })
    listener.socket.emit('hello', 'x'.repeat(200_000))
    await until('it is let go of', () => !listener.socket.connected)
  })

  it('what is not Socket.IO ends its connection only', async () => {
    for (const bytes of [
      'nonsense',
      '4',
      '40/ws/world,{',
      '42["x"',
      '451-["x",{"_placeholder":true,"num":9}]',
      '\u0000',
    ]) {
      const client = await openRaw(`${server.url}/socket.io/?EIO=4&transport=websocket`)
      client.socket.send(bytes)
      client.socket.send(Buffer.from([0xff, 0x00]))
      client.socket.terminate()
      await client.closed()
    }
  })

  it('there is no other namespace', async () => {
    for (const name of ['/', '/ws', '/admin', '/__proto__']) {
      const socket = io(server.url + name, { transports: ['websocket'], reconnection: false, forceNew: true })
      const got: string[] = []
      socket.onAny((event: string) => got.push(event))
      await new Promise((resolve) => socket.once('connect', resolve as never).once('connect_error', resolve))
      socket.disconnect()
      expect(got, name).to.deep.equal([])
    }
  })

  it('a listener that comes back is told the world anew', async () => {
    const listener = await listen()
    listener.socket.io.engine.close()
    await until('it is told again', () => listener.states.length === 2)
  })

  // Slow: an agent that listens is touched every twenty seconds.
  it('V9 a token keeps its agent in the village, but not one that was suspended or whose token was revoked (slow)', async () => {
    const [suspended, revoked, kept] = [await server.agent(), await server.agent(), await server.agent()]
    for (const agent of [suspended, revoked, kept]) {
      await listen({ auth: { token: agent.token } })
      await until('it is there', async () => (await doingOf(agent)) === 'idle')
    }
    await registry().setStanding('test', suspended.id as AgentId, 'suspended', 'spam')
    await registry().revoke('test', revoked.id as AgentId)
    const revokedVillage = await connect({ url: server.url, token: (await tokenFor(revoked)).token })
    await revokedVillage.close() // it leaves; only its socket is left
    const keptVillage = await connect({ url: server.url, token: kept.token })
    await keptVillage.close()
    await until('nobody is left', async () => {
      const doings = await Promise.all([suspended, revoked, kept].map(doingOf))
      return doings.every((doing) => doing === undefined)
    })
    // Its socket is the youngest: when it has been touched, so have the others.
    await until('the socket brings its agent in again', async () => (await doingOf(kept)) === 'idle', touchMsMax)
    expect([await doingOf(suspended), await doingOf(revoked)]).to.deep.equal([undefined, undefined])
  })

  async function listen(options: object = {}): Promise<Listener> {
    const socket = io(`${server.url}/ws/world`, { transports: ['websocket'], forceNew: true, ...options })
    const listener: Listener = { socket, states: [], events: [], refused: [] }
    listeners.push(listener)
    socket.on('world_state', (state: WorldView) => void listener.states.push(state))
    socket.on('world_event', (event: WorldEvent) => void listener.events.push(event))
    socket.on('refused', (refusal: { code: string }) => void listener.refused.push(refusal))
    await until('the world is told', () => listener.states.length > 0)
    return listener
  }

  async function doingOf({ id }: TestAgent): Promise<string | undefined> {
    return (await worldOf(server.url)).agents.find((agent) => agent.id === id)?.doing
  }

  async function tokenFor({ id }: TestAgent): Promise<{ token: string }> {
    const issued = await registry().issueToken('test', id as AgentId, 'another')
    if (issued.status === 'refused') throw new Error(issued.detail)
    return issued
  }

  function registry() {
    return createAgentRegistry({ storage: server.database.storage, clock: systemClock })
  }
})
