import { expect } from 'chai'
import { openArena, type TestArena } from '#test/support/arena'
import { until } from '#test/support/until'
import { startVillageServer, untilReady, type TestAgent, type VillageServer } from '#test/support/village-server'

// Seconds of work each match, without a single timer.
const slow = 'export default { act(state) { for (let i = 0; i < 2e6; i++); return state.validActions[0] } }'
const house = { house: 'random' }

describe('matches after kill -9', function () {
  this.timeout(180_000)
  let server: VillageServer
  let arena: TestArena
  let ada: TestAgent

  before(async () => {
    server = await startVillageServer()
    arena = await openArena(server)
    ada = await server.agent('Ada')
    await arena.pushed(ada, slow)
  })
  after(() => server.close())

  it('M7 are played again from the start, with the same chance, and their logs are valid', async () => {
    const entrants = [{ agent: ada.id }, house]
    const matches = [await arena.asked(ada, { entrants }), await arena.asked(ada, { entrants })]
    const waiting = await arena.asked(ada, { entrants })
    for (const { id } of matches)
      await until('it is played', async () => (await arena.match(id)).state === 'running', 30_000)
    await server.kill()
    await server.revive()
    await untilReady(server)
    for (const { id, commitment } of matches) {
      const ended = await arena.ended(id)
      expect(ended).to.include({ state: 'finished', attempt: 2, commitment, failure: null })
      expect(ended.entrants[0]).to.include({ faults: 0, withdrawn: null })
      expect(await arena.verified(id)).to.include({ status: 'valid', head: ended.head })
    }
    expect(await arena.ended(waiting.id)).to.include({ state: 'finished', attempt: 1 })
  })
})
