import { expect } from 'chai'
import { connect, worldOf, type Village } from '#sdk'
import type { AgentView, WorldView } from '#messages/views'
import { joinRaw, reserveSeat } from '#test/support/raw-room-client'
import { freePort } from '#test/support/free-port'
import {
  newAgent,
  newDataDir,
  openTestStorage,
  removeDataDir,
  startTestServer,
  type TestServer,
} from '#test/support/server'
import { until } from '#test/support/until'
import { untilReady } from '#test/support/village-server'

describe('a server that ends and starts again on its port and DATA_DIR (slow)', () => {
  let dataDir: string
  let port: string
  let server: TestServer
  let agents: { id: string; token: string }[]
  let impatientToken: string
  let villages: Village[]
  let told: string[][]

  before(async () => {
    dataDir = newDataDir()
    port = String(await freePort())
    await start()
    const storage = await openTestStorage(dataDir)
    agents = [await newAgent(storage, 'Anna'), await newAgent(storage, 'Boris'), await newAgent(storage, 'Clara')]
    impatientToken = (await newAgent(storage, 'Dario')).token
    await storage.close()
    villages = await Promise.all(agents.map(({ token }) => connect({ url: server.url, token })))
    told = villages.map((village) => {
      const notices: string[] = []
      for (const name of ['lost', 'reconnected', 'ended'] as const) village.on(name, () => void notices.push(name))
      return notices
    })
  })
  after(async () => {
    await Promise.all(villages.map((village) => village.close()))
    await server.stop()
    removeDataDir(dataDir)
  })

  it('V13 after kill -9 everyone stands where they were, and the agents come back by themselves', async () => {
    const [anna, boris] = villages
    await anna!.walkTo({ dx: 0, dy: 3 })
    await anna!.say('remember me')
    void boris!.walkTo('arena') // a long way: it is still walking
    const start = await viewOf(1)
    await until('Boris is well on his way', async () => distance(await viewOf(1), start) > 6)
    const before = await worldOf(server.url)

    await server.kill()
    await until('all have noticed', () => told.every((notices) => notices.includes('lost')))
    const call = anna!.perceive()
    await startAgain()
    await until('all are back', () => told.every((notices) => notices.includes('reconnected')))

    const after = await worldOf(server.url)
    expect(after.agents.map(({ id }) => id).toSorted(), 'each is there once').to.deep.equal(
      agents.map(({ id }) => id).toSorted(),
    )
    for (const index of [0, 2]) expect(tileOf(after, index)).to.deep.equal(tileOf(before, index))
    // Saved every second, at three tiles a second; twice that for a busy machine.
    expect(distance(agentIn(after, 1), agentIn(before, 1))).to.be.below(6)
    expect(agentIn(after, 0).said?.text ?? 'remember me').to.equal('remember me')
    expect(after.time.day * 1440 + after.time.minute).to.be.at.least(before.time.day * 1440 + before.time.minute)
    expect((await call).me.id, 'a call that waited is answered').to.equal(agents[0]!.id)
    expect(told).to.deep.equal(villages.map(() => ['lost', 'reconnected']))
    for (const village of villages) expect(await village.say('here again')).to.include({ status: 'accepted' })
  })

  it('a call that waits too long for the server fails as disconnected', async () => {
    const impatient = await connect({ url: server.url, token: impatientToken, callWaitMsMax: 50 })
    let lost = false
    impatient.on('lost', () => (lost = true))
    await server.kill()
    await until('it has noticed', () => lost)
    const failure = await impatient.say('hello?').catch((error: { code: string }) => error)
    expect(failure).to.include({ code: 'disconnected' })
    await startAgain()
    await impatient.close()
    await until('all are back', () => told.every((notices) => notices.at(-1) === 'reconnected'))
  })

  it('V13 after SIGTERM as well, within the ten seconds that containers get, whatever clients do', async () => {
    const before = await worldOf(server.url)
    await joinRaw(server.url)
    await reserveSeat(server.url) // and nobody takes it
    for (const notices of told) notices.length = 0
    const stopping = server.stop()
    await until('it has ended', () => server.child.exitCode !== null)
    expect(await stopping).to.equal(0)
    await startAgain()
    await until('all are back', () => told.every((notices) => notices.includes('reconnected')))
    const after = await worldOf(server.url)
    for (const index of [0, 1, 2]) expect(tileOf(after, index)).to.deep.equal(tileOf(before, index))
    expect(told).to.deep.equal(villages.map(() => ['lost', 'reconnected']))
  })

  async function start(): Promise<void> {
    server = await startTestServer({ PORT: port, DATA_DIR: dataDir })
    await untilReady(server)
  }

  async function startAgain(): Promise<void> {
    const { url } = server
    await start()
    expect(server.url).to.equal(url)
  }

  async function viewOf(index: number): Promise<AgentView> {
    return agentIn(await worldOf(server.url), index)
  }

  function agentIn(world: WorldView, index: number): AgentView {
    return world.agents.find(({ id }) => id === agents[index]!.id)!
  }

  function tileOf(world: WorldView, index: number): object {
    const { x, y } = agentIn(world, index)
    return { x, y }
  }
})

function distance(a: AgentView, b: AgentView): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
