import { expect } from 'chai'
import { limits } from '#kernel/limits'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

const requestsMax = 100

describe('the limits of one address', () => {
  let server: VillageServer
  let anna: TestAgent

  before(async () => {
    server = await startVillageServer({ REQUESTS_PER_MINUTE: String(requestsMax) })
    anna = await server.agent()
  })
  after(() => server.close())

  // In this order: each test uses up a part of the one minute.
  it('too many unknown tokens are refused as rate_limited, over HTTP and for joining, and then so is every token', async () => {
    for (let number = 0; number < limits.authFailuresPerMinuteMax; number++) {
      expect((await perceive(`avt_${'x'.repeat(43)}`)).status).to.equal(401)
    }
    for (const response of [await perceive(`avt_${'y'.repeat(43)}`), await perceive(anna.token), await join()]) {
      expect(response.status).to.equal(429)
      expect(await response.json()).to.include({ code: 'rate_limited', status: 429 })
    }
  })

  it('too many requests are refused as rate_limited, with when to come back, whoever they say they come for', async () => {
    const answers = await Promise.all(
      Array.from({ length: requestsMax }, (_, number) =>
        fetch(`${server.url}/api/world`, { headers: { 'x-forwarded-for': `10.0.0.${number}` } }),
      ),
    )
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused).to.have.lengthOf(limits.authFailuresPerMinuteMax + 3)
    for (const response of refused) {
      expect(Number(response.headers.get('retry-after'))).to.be.within(1, 60)
      expect(await response.json()).to.include({ code: 'rate_limited' })
    }
  })

  it('operators are not limited', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      expect((await fetch(server.url + path)).status, path).to.equal(200)
    }
  })

  function perceive(token: string): Promise<Response> {
    return fetch(`${server.url}/api/agents/${anna.id}/perception`, { headers: { authorization: `Bearer ${token}` } })
  }

  function join(): Promise<Response> {
    return fetch(`${server.url}/matchmake/join/village`, { method: 'POST' })
  }
})
