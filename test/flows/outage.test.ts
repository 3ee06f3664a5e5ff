import { expect } from 'chai'
import { io, type Socket } from 'socket.io-client'
import { connect, worldOf, type Village } from '#sdk'
import { startFaultyPostgres, type FaultyPostgres } from '#test/support/postgres'
import { reserveSeat } from '#test/support/raw-room-client'
import { newAgent, removeDataDir, startTestServer, type TestServer } from '#test/support/server'
import { query, openDatabase } from '#test/support/cluster'
import { until } from '#test/support/until'
import { untilReady } from '#test/support/village-server'

const outageMs = 10_000

type Said = { text: string; outcome: string }
type Event = { type: string; position?: number; at: number; agentId: string; text?: string }

// Slow: the database is away for ten seconds, twice.
describe('a server whose PostgreSQL goes away (slow)', () => {
  let postgres: FaultyPostgres
  let server: TestServer
  let anna: Village
  let boris: { id: string; token: string }
  let clara: { id: string; token: string }
  let claraVillage: Village
  let listener: Socket
  let heard: Event[]
  let noticed: string[]

  before(async () => {
    postgres = await startFaultyPostgres()
    server = await startTestServer({ DATABASE_URL: postgres.url })
    await untilReady(server)
    const storage = await openDatabase(postgres.url)
    const first = await newAgent(storage, 'Anna')
    boris = await newAgent(storage, 'Boris')
    clara = await newAgent(storage, 'Clara')
    await storage.close()
    noticed = []
    anna = await connect({ url: server.url, token: first.token })
    for (const name of ['lost', 'ended'] as const)
      anna.on(name, ({ reason }) => void noticed.push(`${name}: ${reason}`))
    claraVillage = await connect({ url: server.url, token: clara.token })
    expect((await moveBoris()).status).to.equal(200)
    heard = []
    listener = io(`${server.url}/ws/world`, { transports: ['websocket'] })
    listener.on('disconnect', (reason) => void noticed.push(`listener: ${reason}`))
    listener.on('world_event', (event: Event) => void heard.push(event))
    await new Promise((resolve) => listener.once('world_state', resolve))
  })
  after(async () => {
    listener.disconnect()
    await anna.close()
    await server.stop()
    removeDataDir(server.dataDir)
    await postgres.remove()
  })

  it('V8 V15 stopped for ten seconds: walking goes on, words are refused, and nothing acknowledged is lost', async () => {
    const { roomId } = await reserveSeat(server.url)
    const speech = speak('stopped')
    await until('some words were accepted', () => speech.said.length > 5)
    await postgres.stop()
    const stoppedAt = Date.now()
    await until('words are refused', () => speech.said.at(-1)?.outcome === 'storage_unavailable')

    await expectNotReady()
    await claraVillage.close() // goes and comes back, remembered
    claraVillage = await connect({ url: server.url, token: clara.token })
    do {
      expect(await anna.walkTo({ dx: 3, dy: 0 })).to.include({ arrived: true })
      expect(await anna.walkTo({ dx: -3, dy: 0 })).to.include({ arrived: true })
      expect((await moveBoris()).status).to.equal(200)
      expect((await worldOf(server.url)).agents).to.have.lengthOf(3)
    } while (Date.now() - stoppedAt < outageMs)
    await expectNotReady()
    const startedAt = Date.now()
    await postgres.start()

    await until('all is ready again', async () => (await ready()).status === 200)
    await until('words are accepted again', () => speech.said.at(-1)?.outcome === 'accepted')
    const said = await speech.end()
    await anna.say('stopped, the end')
    await until('the feed has caught up', () => heard.some(({ text }) => text === 'stopped, the end'))

    await expectKept('stopped', said)
    expect([...new Set(said.map(({ outcome }) => outcome))].toSorted()).to.deep.equal([
      'accepted',
      'storage_unavailable',
    ])
    const comings = await until('her going and coming are told', () => {
      const since = heard.filter(({ agentId, at }) => agentId === clara.id && at >= stoppedAt)
      const told = since.filter(({ type }) => /arrived|left/.test(type))
      return told.length >= 2 && told
    })
    expect(comings.map(({ type }) => type)).to.deep.equal(['village.left', 'village.arrived'])
    for (const { at } of comings) expect(at, 'when it happened').to.be.within(stoppedAt, startedAt)
    expect((await reserveSeat(server.url)).roomId, 'the room is the same').to.equal(roomId)
    expect(noticed).to.deep.equal([])
  })

  it('V8 frozen for as long: walking goes on, words are refused, and nothing acknowledged is lost', async () => {
    const speech = speak('frozen')
    await until('some words were accepted', () => speech.said.length > 5)
    postgres.freeze()
    const frozenAt = Date.now()
    do {
      expect(await anna.walkTo({ dx: 3, dy: 0 })).to.include({ arrived: true })
      expect(await anna.walkTo({ dx: -3, dy: 0 })).to.include({ arrived: true })
      expect((await moveBoris()).status).to.equal(200)
    } while (Date.now() - frozenAt < outageMs)
    await until('words are refused', () => speech.said.some(({ outcome }) => outcome === 'storage_unavailable'), 30_000)
    await expectNotReady()
    postgres.thaw()

    await until('all is ready again', async () => (await ready()).status === 200, 30_000)
    await until('words are accepted again', () => speech.said.at(-1)?.outcome === 'accepted', 30_000)
    const said = await speech.end()
    await anna.say('frozen, the end')
    await until('the feed has caught up', () => heard.some(({ text }) => text === 'frozen, the end'))
    await expectKept('frozen', said)
    expect(noticed).to.deep.equal([])
  })

  // Anna says one numbered line after the other, as fast as she is answered.
  function speak(topic: string): { said: Said[]; end(): Promise<Said[]> } {
    const said: Said[] = []
    let ended = false
    const speaking = (async () => {
      for (let line = 1; !ended; line++) {
        const text = `${topic} ${line}`
        const outcome = await anna.say(text).then(
          ({ status }) => status as string,
          (error: { code: string }) => error.code,
        )
        if (outcome !== 'rate_limited') said.push({ text, outcome })
        await new Promise((resolve) => setTimeout(resolve, 120)) // ten a second are allowed
      }
    })()
    return { said, end: () => ((ended = true), speaking.then(() => said)) }
  }

  // What was acknowledged is stored and told once, in order; what was refused at most once.
  async function expectKept(topic: string, said: Said[]): Promise<void> {
    const accepted = said.filter(({ outcome }) => outcome === 'accepted').map(({ text }) => text)
    const rows = await query<{ text: string; position: string }>(
      postgres.url,
      `select payload ->> 'text' as text, position from outbox where type = 'village.said'
       and payload ->> 'text' ~ $1 order by position`,
      [`^${topic} \\d+$`],
    )
    const stored = rows.map(({ text }) => text)
    expect(new Set(stored).size, 'nothing is stored twice').to.equal(stored.length)
    expect(stored.filter((text) => accepted.includes(text))).to.deep.equal(accepted)
    const told = heard.filter(({ text }) => text !== undefined && stored.includes(text))
    expect(told.map(({ text }) => text)).to.deep.equal(stored)
    const positions = heard.flatMap(({ position }) => position ?? [])
    expect(positions).to.deep.equal([...new Set(positions)].toSorted((a, b) => a - b))
  }

  async function expectNotReady(): Promise<void> {
    const { status, body } = await ready()
    expect(status).to.equal(503)
    const database = body.checks.find(({ name }) => name === 'database')
    expect(database).to.include({ ready: false })
    expect(database?.reason).to.match(/PostgreSQL does not answer: ./)
    expect(body.checks.find(({ name }) => name === 'village')).to.include({ ready: true })
    expect((await fetch(`${server.url}/healthz`)).status).to.equal(200)
  }

  async function ready() {
    const response = await fetch(`${server.url}/readyz`)
    const body = (await response.json()) as { checks: { name: string; ready: boolean; reason?: string }[] }
    return { status: response.status, body }
  }

  function moveBoris(): Promise<Response> {
    return fetch(`${server.url}/api/agents/${boris.id}/move`, {
      method: 'POST',
      headers: { authorization: `Bearer ${boris.token}`, 'content-type': 'application/json' },
      body: '{"dx":0,"dy":0}',
    })
  }
})
