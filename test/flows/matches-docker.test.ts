import { expect } from 'chai'
import { openArena, type TestArena } from '#test/support/arena'
import { openDockerProxy, skipWithoutDocker, type DockerProxy } from '#test/support/docker'
import type { MatchView } from '#messages/matches'
import { until } from '#test/support/until'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

// Some seconds of work each match.
const slow = `
import time

def act(state):
    end = time.monotonic() + 0.3
    while time.monotonic() < end:
        pass
    return state["validActions"][0]
`
const house = { house: 'random' }
const budget = { turnMsMax: 20_000 } // the machine may be busy

describe('matches in containers', function () {
  this.timeout(240_000)
  let proxy: DockerProxy
  let server: VillageServer
  let arena: TestArena
  let ada: TestAgent

  before(async function () {
    await skipWithoutDocker(this, 'runc')
    proxy = await openDockerProxy()
    server = await startVillageServer({ RUNTIMES: 'runc', DOCKER_HOST: proxy.host, CONTAINERS_MAX: '8' })
    arena = await openArena(server)
    ada = await server.agent('Ada')
    await until('containers are there', async () => (await runtimes()).includes('runc'), 150_000)
    await arena.pushed(ada, slow, { language: 'python' })
  })
  after(async () => {
    expect(server === undefined || (await server.isWell())).to.equal(true)
    await server?.close()
    proxy?.close()
  })

  it('M8 whose Docker goes in the middle are played again once it is back, and nobody is blamed', async () => {
    const { id, commitment } = await running()
    proxy.cut()
    await until('it waits to be played again', async () => (await arena.match(id)).state === 'queued', 60_000)
    await proxy.restore()
    const ended = await arena.ended(id)
    expect(ended).to.include({ state: 'finished', commitment, failure: null })
    expect(ended.attempt).to.be.at.least(2)
    expect(blameIn(ended)).to.deep.equal(['Ada 0 null', 'random 0 null'])
    expect(await arena.verified(id)).to.include({ status: 'valid' })
  })

  it('M8 whose Docker is gone for good fail, say why, and nobody is blamed', async () => {
    const { id } = await running()
    proxy.cut()
    const ended = await arena.ended(id)
    expect(ended).to.include({ state: 'failed', attempt: 5 })
    expect(ended.failure).to.match(/^what runs the agents failed 5 times, at last: /)
    expect(blameIn(ended)).to.deep.equal(['Ada null null', 'random null null'])
    expect(await arena.faultsOf(id, ada)).to.deep.equal([])
    expect(await server.isWell()).to.equal(true)
    await proxy.restore()
    const again = await arena.asked(ada, { entrants: [{ agent: ada.id }, house], ...budget })
    expect(await arena.ended(again.id)).to.include({ state: 'finished' })
  })

  async function running(): Promise<MatchView> {
    const { id } = await arena.asked(ada, { entrants: [{ agent: ada.id }, house], ...budget })
    return until('it is played', async () => {
      const match = await arena.match(id)
      return match.state === 'running' && match
    })
  }

  async function runtimes(): Promise<string[]> {
    const { body } = await arena.http.get('/api/runtimes')
    return body.runtimes.map(({ id }: { id: string }) => id)
  }
})

function blameIn({ entrants }: MatchView): string[] {
  return entrants.map(({ name, faults, withdrawn }) => `${name} ${faults} ${withdrawn}`)
}
