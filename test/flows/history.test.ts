import { expect } from 'chai'
import { limits } from '#kernel/limits'
import { historySchema, type AgentRecord, type History } from '#messages/history'
import type { WorldView } from '#messages/views'
import { positionAt, routeOfWalk } from '#world/walk'
import { stateAt } from '#test/support/history'
import { createHttpClient, expectRefusal, type HttpClient } from '#test/support/http-client'
import { removeDataDir, startTestServer } from '#test/support/server'
import { until } from '#test/support/until'
import { startVillageServer, type TestAgent, type VillageServer } from '#test/support/village-server'

describe('history of a living village', function () {
  this.timeout(60_000)
  let server: VillageServer
  let http: HttpClient
  let anna: TestAgent
  let startedAt: number
  let looks: { now: number; x: number; y: number }[]
  let saidBy: number

  before(async () => {
    server = await startVillageServer()
    http = await createHttpClient(server.url)
    anna = await server.agent('Anna')
    startedAt = Date.now()
    await http.post(`/api/agents/${anna.id}/move`, { dx: 0, dy: 0 }, anna.token)
    await http.post(`/api/agents/${anna.id}/move`, { place: 'cafe' }, anna.token)
    looks = []
    for (let look = 0; look < 10; look++) {
      await new Promise((resolve) => setTimeout(resolve, 150))
      const { time, agents } = (await http.get('/api/world')).body as WorldView
      looks.push({ now: time.now, x: agents[0]!.x, y: agents[0]!.y })
    }
    await http.post(`/api/agents/${anna.id}/action`, { type: 'say', text: 'remember this' }, anna.token)
    saidBy = Date.now() + 1_000
    await until('it is kept', async () => (await marks()).lastAt >= saidBy, 40_000)
  })
  after(() => server.close())

  it('H2 says where an agent was at every moment, exactly as the world said then', async () => {
    expect(new Set(looks.map(({ x, y }) => `${x} ${y}`)).size, 'she walked').to.be.greaterThan(5)
    for (const { now, x, y } of looks.slice(1)) {
      const { keyframe } = await past(now, now)
      const at = positionOf(keyframe.agents[0]!, now)
      expect([at.x, at.y].map((tiles) => Math.round(tiles * 100) / 100)).to.deep.equal([x, y])
    }
  })

  it('H2 has her arrival, her walk and her words, and needs nothing else to be drawn', async () => {
    const answer = await past(startedAt, saidBy)
    const [first] = answer.deltas
    expect(first!.changed[0]).to.include({ id: anna.id, name: 'Anna', connection: 'here' })
    expect(stateAt(answer, saidBy)[0]).to.include({ said: 'remember this', goal: 'cafe' })
    const before = answer.deltas.find(({ changed }) => changed[0]?.said !== undefined && changed[0].said !== '')!.at - 1
    expect(stateAt(answer, before)[0]).to.include({ said: '' })
  })

  it('H13 tells of one agent alone when asked to', async () => {
    const [boris, path] = [await server.agent('Boris'), `/api/history?from=${startedAt}&to=${saidBy}`]
    const hers = (await http.get(`${path}&agent=${anna.id.toUpperCase()}`)).body as History
    expect(hers).to.deep.equal((await http.get(path)).body)
    expect((await http.get(`${path}&agent=${boris.id}`)).body).to.deep.include({ to: saidBy, deltas: [], gaps: [] })
    expectRefusal(await http.get(`${path}&agent=anna`), 'invalid', 'agent')
  })

  it('H9 marks say what happened, and since when anything is kept', async () => {
    const body = await marks()
    expect(body.firstAt).to.be.at.most(startedAt)
    const sum = (name: string) => body.marks.reduce((total: number, mark: any) => total + mark[name], 0)
    expect([sum('says'), sum('arrivals')]).to.deep.equal([1, 1])
    expect(body.marks).to.have.lengthOf(10)
  })

  it('may be kept by caches once it is complete, and not before', async () => {
    const complete = await http.get(`/api/history?from=${startedAt}&to=${saidBy}`)
    expect(complete.headers.get('cache-control')).to.equal('public, max-age=86400')
    const future = Date.now() + 60_000
    const open = await http.get(`/api/history?from=${startedAt}&to=${future}`)
    expect(open.headers.get('cache-control')).to.equal('no-store')
    expect(open.body.to).to.be.lessThan(future)
  })

  it('H8 refuses a bad stretch as invalid, naming the field', async () => {
    expectRefusal(await http.get('/api/history'), 'invalid', 'from')
    expectRefusal(await http.get('/api/history?from=x&to=1'), 'invalid', 'from')
    expectRefusal(await http.get('/api/history?from=2&to=1'), 'invalid', 'to')
    expectRefusal(await http.get(`/api/history?from=0&to=${limits.historyRangeMsMax + 1}`), 'invalid', 'to')
    expectRefusal(await http.get('/api/history?from=1&from=2&to=3'), 'invalid', 'from')
    expectRefusal(await http.get('/api/history/marks?from=1&to=9&buckets=0'), 'invalid', 'buckets')
    expectRefusal(await http.get('/api/history?from=1&to=2&at=3'), 'invalid')
  })

  it('is described as it is', () => {
    expect(http.api.operations.map(({ operationId }) => operationId)).to.include.members([
      'getHistory',
      'getHistoryMarks',
    ])
    expect([http.api.faults, [...http.api.undescribed]]).to.deep.equal([[], []])
  })

  it('H12 a process that does not hold the room answers the same', async () => {
    const env = { DATABASE_URL: server.databaseUrl, ROLES: 'web' }
    const other = await startTestServer(env)
    const path = `/api/history?from=${startedAt}&to=${saidBy}`
    const answer = await (await fetch(other.url + path)).json()
    expect(answer).to.deep.equal((await http.get(path)).body)
    await other.stop()
    removeDataDir(other.dataDir)
  })

  it('H6 after kill -9 there is a gap, of at most a chunk before the end', async () => {
    // Runs last: the server that it starts is another.
    const walked = await http.post(`/api/agents/${anna.id}/move`, { dx: 1, dy: 0 }, anna.token)
    expect(walked.status).to.equal(200)
    const killedAt = Date.now()
    await server.kill()
    const again = await startTestServer({ DATABASE_URL: server.databaseUrl })
    const upAt = Date.now()
    try {
      const { post } = await createHttpClient(again.url)
      const answer = await until(
        'it records again',
        async () => {
          await post(`/api/agents/${anna.id}/action`, { type: 'think', text: 'what a night' }, anna.token)
          const response = await fetch(`${again.url}/api/history?from=${startedAt}&to=${upAt + 2_000}`)
          const body = (await response.json()) as History
          return body.to >= upAt + 2_000 ? body : undefined
        },
        40_000,
      )
      expect(answer.gaps).to.have.lengthOf(1)
      const [gap] = answer.gaps
      expect(gap!.from).to.be.within(killedAt - limits.historyKeyframeMs, killedAt)
      expect(gap!.to).to.be.within(killedAt, upAt + 1_500)
    } finally {
      await again.stop()
      removeDataDir(again.dataDir)
    }
  })

  async function past(from: number, to: number): Promise<History> {
    const { status, body } = await http.get(`/api/history?from=${from}&to=${to}`)
    expect(status).to.equal(200)
    return historySchema.parse(body)
  }

  async function marks() {
    return (await http.get(`/api/history/marks?from=${startedAt - 60_000}&to=${startedAt + 300_000}&buckets=10`)).body
  }
})

function positionOf(agent: AgentRecord, moment: number) {
  return positionAt(routeOfWalk(agent), agent, moment)
}
