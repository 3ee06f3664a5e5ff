import { expect } from 'chai'
import { verifyLog } from '#match/verify'
import type { MatchView } from '#messages/matches'
import { createHttpClient, expectRefusal, type HttpClient } from '#test/support/http-client'
import { until } from '#test/support/until'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

const first = `export default { init() {}, act: (state) => state.validActions[0] }`
const last = `export default { act: (state) => state.validActions.at(-1) }`

describe('matches over HTTP', () => {
  let server: VillageServer
  let http: HttpClient

  before(async () => {
    server = await startVillageServer()
    http = await createHttpClient(server.url)
  })
  after(() => server.close())

  it('from a push over its trial to a signed log that anyone can play again', async () => {
    const [ada, ben] = [await server.agent('Ada'), await server.agent('Ben')]
    await pushed(ada, first)
    await pushed(ben, last)
    const asked = await http.post('/api/matches', { game: 'connect-four', entrants: [{ agent: ada.id }, { agent: ben.id }] }, ada.token)
    expect(asked.status, JSON.stringify(asked.body)).to.equal(200)
    expect(asked.body).to.include({ state: 'queued', mode: 'exhibition', purpose: 'direct' })
    expect(JSON.stringify(asked.body)).not.to.include('secret')
    const match = await ended(asked.body.id)
    expect(match).to.include({ state: 'finished', attempt: 1, failure: null })
    expect(match.entrants.map(({ name }) => name)).to.deep.equal(['Ada', 'Ben'])
    expect(match.entrants.map(({ score }) => score).toSorted()).to.deep.equal([0, 1])
    for (const entrant of match.entrants)
      expect(entrant).to.include({ kind: 'code', language: 'javascript', isAttested: null, withdrawn: null, faults: 0 })
    const log = await fetch(`${server.url}/api/matches/${match.id}/log`).then((answer) => answer.text())
    const { body: key } = await http.get('/api/matches/key')
    const verified = await verifyLog(log, { trusted: [key.publicKey] })
    expect(verified, JSON.stringify(verified)).to.include({ status: 'valid', head: match.head })
    expect(log.split('\n')[0]).to.include(match.commitment)
  })

  async function pushed(agent: TestAgent, source: string, game = 'connect-four'): Promise<string> {
    const push = await http.post(`/api/agents/${agent.id}/versions`, { game, language: 'javascript', source }, agent.token)
    expect(push.status, JSON.stringify(push.body)).to.equal(200)
    await until('its trial is over', async () => (await http.get(`/api/versions/${push.body.id}`)).body.state !== 'untried')
    expect((await http.get(`/api/versions/${push.body.id}`)).body).to.include({ state: 'playable', isActive: true })
    return push.body.id
  }

  async function ended(id: string): Promise<MatchView> {
    return until('the match is over', async () => {
      const { body } = await http.get(`/api/matches/${id}`)
      return body.state === 'queued' || body.state === 'running' ? undefined : (body as MatchView)
    })
  }
})
