import { expect } from 'chai'
import { connect, type Village } from '#sdk'
import { limits } from '#kernel/limits'
import { joinRaw, type RawRoomClient } from '#test/support/raw-room-client'
import { until } from '#test/support/until'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

const msMax = 20_000
const memoryGrowthMax = 60 * 1024 * 1024

// Slow: the server notices a client that says nothing only after some seconds.
describe('clients that do not read what they are sent (slow)', () => {
  let server: VillageServer
  let witness: Village
  let crowd: TestAgent[]
  let noticed: string[]

  before(async () => {
    server = await startVillageServer()
    witness = await connect({ url: server.url, token: (await server.agent()).token })
    noticed = []
    witness.on('lost', ({ reason }) => noticed.push(reason))
    crowd = await Promise.all(Array.from({ length: limits.perceivedAgentsMax }, () => server.agent()))
    for (const { id, token } of crowd) {
      await fetch(`${server.url}/api/agents/${id}/perception`, { headers: { authorization: `Bearer ${token}` } })
    }
  })
  afterEach(async () => {
    expect(await server.isWell()).to.equal(true)
    expect((await witness.perceive()).near).to.have.lengthOf(limits.perceivedAgentsMax)
    expect(noticed).to.deep.equal([])
  })
  after(() => server.close())

  it('a spectator that stops reading is let go of while the village goes on', async () => {
    const client = await joinRaw(server.url)
    await until('the server counts it', async () => (await metric('village_spectators')) === 1)
    client.socket.pause()
    let spoken = 0
    await until(
      'the server has let go of it',
      async () => {
        await witness.say(`is anybody listening? ${++spoken}`).catch(() => {}) // ten a second are allowed
        return (await metric('village_spectators')) === 0
      },
      msMax,
    )
    client.socket.resume()
    expect(await client.closed()).to.equal(1006)
  })

  it('an agent that asks and asks and never reads the answers is let go of before they fill the memory', async () => {
    const { id, token } = await server.agent()
    const client = await joinRaw(server.url, { token })
    const before = await metric('process_resident_memory_bytes')
    client.socket.pause()
    await askUntil(client, 'it is lost', async () => {
      const { doing } = (await (await fetch(`${server.url}/api/agents/${id}`)).json()) as { doing: string }
      return doing === 'lost'
    })
    expect((await metric('process_resident_memory_bytes')) - before).to.be.below(memoryGrowthMax)
    client.socket.terminate()
  })

  it('an agent that never finishes its join and asks and asks is let go of as well', async () => {
    const { token } = await server.agent()
    const client = await joinRaw(server.url, { token }, false)
    const before = await metric('process_resident_memory_bytes')
    await askUntil(client, 'it is closed', async () => client.socket.readyState === client.socket.CLOSED)
    expect((await metric('process_resident_memory_bytes')) - before).to.be.below(memoryGrowthMax)
  })

  // Just below the rate at which a client is let go of for flooding.
  async function askUntil(client: RawRoomClient, what: string, isOver: () => Promise<boolean>): Promise<void> {
    const asking = setInterval(
      () => {
        if (client.socket.readyState === client.socket.OPEN) client.message('perceive', 1)
      },
      1_000 / (0.8 * limits.messagesPerSecondMax),
    )
    try {
      await until(what, isOver, msMax)
    } finally {
      clearInterval(asking)
    }
  }

  async function metric(name: string): Promise<number> {
    const text = await (await fetch(`${server.url}/metrics`)).text()
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)![1])
  }
})
